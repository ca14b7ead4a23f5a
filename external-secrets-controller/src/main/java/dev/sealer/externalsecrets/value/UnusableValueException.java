package dev.sealer.externalsecrets.value;

/** A fetched value is not what the ExternalSecret says it is; the message never shows it. */
public final class UnusableValueException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String problem;

  /**
   * Says what is wrong.
   *
   * @param message safe to show in a status
   */
  public UnusableValueException(String message) {
    super(message);
    this.problem = message;
  }

  /** Returns what is wrong; never null, and never contains the value. */
  @Override
  public String getMessage() {
    return problem;
  }
}
