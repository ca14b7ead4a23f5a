package dev.sealer.sealing.backup;

import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.SealingCertificate;
import java.time.Instant;
import java.util.List;

/**
 * The description of a backup, which is encrypted with it.
 *
 * @param created when the keys were read
 * @param cluster where they were read
 * @param keys newest first
 * @param checksum over all key Secrets: {@code sha256:} and hex digits
 */
public record BackupManifest(
    Instant created, ClusterIdentity cluster, List<Key> keys, String checksum) {

  /** The format that is written, and the newest that is read. */
  public static final int FORMAT_VERSION = 1;

  /** Copies the list. */
  public BackupManifest {
    keys = List.copyOf(keys);
  }

  /**
   * One key.
   *
   * @param secret name of its Secret
   * @param status value of its key label; empty for the legacy key, which has none
   * @param bits size of the modulus
   * @param secretCreated when its Secret was made
   */
  public record Key(
      String secret,
      KeyFingerprint fingerprint,
      String status,
      int bits,
      Instant notBefore,
      Instant notAfter,
      Instant secretCreated) {

    static Key of(BackedUpKey key) {
      SealingCertificate certificate = key.pair().certificate();
      return new Key(
          key.name(),
          key.fingerprint(),
          key.shape().status(),
          certificate.keyBits(),
          certificate.notBefore(),
          certificate.notAfter(),
          key.shape().created());
    }
  }
}
