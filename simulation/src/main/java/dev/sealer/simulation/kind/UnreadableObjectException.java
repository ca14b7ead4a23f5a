package dev.sealer.simulation.kind;

/** JSON that cannot be read as an object of its kind. The message may quote a value. */
public final class UnreadableObjectException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableObjectException(String message) {
    super(message, null, false, false);
  }
}
