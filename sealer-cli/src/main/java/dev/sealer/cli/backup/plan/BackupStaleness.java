package dev.sealer.cli.backup.plan;

import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a cluster that a backup lacks. A value sealed for one of these is lost with the
 * cluster.
 *
 * @param missing keys that controllers load and the backup does not have
 */
public record BackupStaleness(List<Missing> missing) {

  /**
   * A key that the backup does not have.
   *
   * @param where the Secret, or the certificate's file
   */
  public record Missing(String where, KeyFingerprint key, Instant notBefore) {}

  /** Copies the list. */
  public BackupStaleness {
    missing = List.copyOf(missing);
  }

  /** Compares a backup with the keys of a cluster. */
  public static BackupStaleness of(KeyBackup backup, List<KeySecret> live) {
    return new BackupStaleness(
        live.stream()
            .filter(KeySecret::isLoaded)
            .flatMap(key -> missing(backup, key.name(), key.usablePair()).stream())
            .toList());
  }

  private static Optional<Missing> missing(
      KeyBackup backup, String name, Optional<SealingKeyPair> pair) {
    return pair.filter(p -> !backup.fingerprints().contains(p.fingerprint()))
        .map(p -> new Missing(name, p.fingerprint(), p.certificate().notBefore()));
  }
}
