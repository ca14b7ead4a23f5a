package dev.sealer.sealing;

/**
 * A certificate or private key that cannot be used. The message says what is wrong and holds
 * nothing of the key.
 */
public final class InvalidKeyMaterialException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong; {@code message} must hold nothing secret. */
  public InvalidKeyMaterialException(String message) {
    super(message);
  }
}
