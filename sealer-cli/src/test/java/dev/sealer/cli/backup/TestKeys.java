package dev.sealer.cli.backup;

import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.backup.ClusterIdentity;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sealing keys as clusters make them month by month, and backups of them. */
public final class TestKeys {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  private TestKeys() {}

  /** A key that was made so many months after the first. */
  public static SealingKeyPair ofMonth(int month) {
    return new NewSealingKey(2048, "", Duration.ofDays(36500))
        .generate(FIRST.plus(MONTH.multipliedBy(month)), new SecureRandom());
  }

  /** A key Secret of a backup. */
  public static BackedUpKey backedUp(String name, String status, SealingKeyPair pair) {
    return BackedUpKey.parse(
        new BackedUpKey.Shape(
            name,
            "kubernetes.io/tls",
            false,
            pair.certificate().notBefore(),
            status.isEmpty() ? Map.of() : Map.of(KeySecret.LABEL, status),
            Map.of()),
        Map.of(
            "tls.key", pair.key().toPem(),
            "tls.crt", SecretBytes.ofUtf8(pair.certificate().toPem())));
  }

  /** A backup of a cluster whose uid is {@code home}. */
  public static KeyBackup backup(BackedUpKey... keys) {
    return KeyBackup.of(
        FIRST,
        new ClusterIdentity("home", "https://home.example.com", "sealer-system"),
        List.of(keys));
  }
}
