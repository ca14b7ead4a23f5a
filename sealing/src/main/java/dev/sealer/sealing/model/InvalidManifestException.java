package dev.sealer.sealing.model;

/** A manifest that cannot be what it should be. The message names the field, never its value. */
public final class InvalidManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which field is wrong, and how. */
  public InvalidManifestException(String message) {
    super(message);
  }
}
