package dev.sealer.sync.health.cel;

/** An expression has no value for an object. The message tells why, and nothing of the object. */
public final class CelFailureException extends Exception {

  private static final long serialVersionUID = 1L;

  CelFailureException(String message) {
    super(message);
  }
}
