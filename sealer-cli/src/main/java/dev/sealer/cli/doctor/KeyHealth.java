package dev.sealer.cli.doctor;

import dev.sealer.cli.backup.BackupRecord;
import dev.sealer.cli.certificates.CertificateAge;
import dev.sealer.cli.certificates.CertificatePin;
import dev.sealer.sealing.SealingCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges the certificate that values are sealed for, and the backup of the keys. */
final class KeyHealth {
  private static final Duration OLD_BACKUP = Duration.ofDays(30);
  private static final String CERTIFICATE = "certificate";
  private static final String BACKUP = "backup";

  private KeyHealth() {}

  /**
   * Reports on the certificate that the controller serves.
   *
   * @param pin the certificate pinned for this cluster, if there is one
   */
  static List<Diagnosis> certificate(
      SealingCertificate served,
      Optional<CertificatePin> pin,
      Instant now,
      Map<String, String> environment) {
    List<Diagnosis> found = new ArrayList<>();
    if (served.notAfter().isBefore(now)) {
      found.add(
          Diagnosis.problem(
              CERTIFICATE,
              "the controller's certificate expired on " + served.notAfter(),
              "sealer keys renew"));
    } else {
      Duration age = Duration.between(served.notBefore(), now);
      found.add(
          Diagnosis.ok(
              CERTIFICATE,
              "the controller serves %s, %s old, valid until %s"
                  .formatted(served.fingerprint(), CertificateAge.days(age), served.notAfter())));
      CertificateAge.warnings(served, now, environment)
          .forEach(
              warning -> found.add(Diagnosis.warning(CERTIFICATE, warning, "sealer keys renew")));
    }
    pin.filter(pinned -> !pinned.certificate().fingerprint().equals(served.fingerprint()))
        .ifPresent(pinned ->
            found.add(
                Diagnosis.warning(
                    CERTIFICATE,
                    "the certificate pinned for %s is not the one that the controller serves"
                        .formatted(pinned.name()),
                    "sealer cert pin")));
    return found;
  }

  /**
   * Reports on the last backup made on this machine.
   *
   * @param served the certificate in use, if it is known
   */
  static Diagnosis backup(
      Optional<BackupRecord> record, Optional<SealingCertificate> served, Instant now) {
    if (record.isEmpty()) {
      return Diagnosis.warning(
          BACKUP,
          "no backup of this cluster's sealing keys was made on this machine",
          "sealer backup create keys.age");
    }
    BackupRecord backup = record.get();
    String again = "sealer backup create --overwrite " + backup.file();
    if (served.filter(c -> !backup.keys().contains(c.fingerprint().toString())).isPresent()) {
      return Diagnosis.problem(
          BACKUP, backup.file() + " lacks the sealing key that the controller uses now", again);
    }
    Duration age = Duration.between(backup.created(), now);
    String about = backup.file() + " is " + CertificateAge.days(age) + " old";
    return age.compareTo(OLD_BACKUP) > 0
        ? Diagnosis.warning(BACKUP, about, again)
        : Diagnosis.ok(BACKUP, about);
  }
}
