package dev.sealer.sealing.keys;

import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.secret.SecretBytes;

/** A private key and the certificate that belongs to it. */
public record SealingKeyPair(PrivateSealingKey key, SealingCertificate certificate) {

  /** Refuses a certificate of another key: what it seals could never be opened. */
  public SealingKeyPair {
    if (!key.fingerprint().equals(certificate.fingerprint())) {
      throw new InvalidKeyMaterialException(
          "the certificate is for key %s, the private key is %s"
              .formatted(certificate.fingerprint(), key.fingerprint()));
    }
  }

  /**
   * Reads the two values of a {@code kubernetes.io/tls} Secret.
   *
   * @throws InvalidKeyMaterialException when either is unusable or they do not belong together
   */
  public static SealingKeyPair parse(SecretBytes tlsKey, byte[] tlsCrt) {
    return new SealingKeyPair(PrivateSealingKey.parse(tlsKey), SealingCertificate.parse(tlsCrt));
  }

  /** Names the key. */
  public KeyFingerprint fingerprint() {
    return key.fingerprint();
  }
}
