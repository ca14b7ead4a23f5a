package dev.sealer.simulation.apply;

/** An entry of a list lacks the fields that identify it. */
final class UnidentifiedEntryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnidentifiedEntryException(String message) {
    super(message, null, false, false);
  }
}
