package dev.sealer.externalsecrets.provider;

/** A generator did not make a value this time; another try may help. */
public final class NotGeneratedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String problem;

  /**
   * Says what went wrong.
   *
   * @param message safe to show in a status
   */
  public NotGeneratedException(String message) {
    super(message);
    this.problem = message;
  }

  /** Returns what went wrong. */
  @Override
  public String getMessage() {
    return problem;
  }
}
