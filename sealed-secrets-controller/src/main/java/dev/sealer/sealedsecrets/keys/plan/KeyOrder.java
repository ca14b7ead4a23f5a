package dev.sealer.sealedsecrets.keys.plan;

import dev.sealer.sealing.model.KeySecret;
import java.time.Instant;

/**
 * Decides which of two keys is newer. The names are those of the Sealed Secrets controller's flag.
 */
public enum KeyOrder {
  /** Start of the certificate's validity. */
  CERT_NOT_BEFORE("CertNotBefore"),
  /** When the Secret was made. */
  SECRET_CREATION_TIMESTAMP("SecretCreationTimestamp");

  private final String flag;

  KeyOrder(String flag) {
    this.flag = flag;
  }

  /** The value of the flag. */
  public String flag() {
    return flag;
  }

  Instant timeOf(KeySecret.Usable key) {
    return switch (this) {
      case CERT_NOT_BEFORE -> key.pair().certificate().notBefore();
      case SECRET_CREATION_TIMESTAMP -> key.created();
    };
  }
}
