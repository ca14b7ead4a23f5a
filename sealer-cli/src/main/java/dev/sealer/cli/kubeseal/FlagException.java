package dev.sealer.cli.kubeseal;

/** A command line that does not fit the flags. The message is the one Go's pflag gives. */
public final class FlagException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what does not fit. */
  public FlagException(String message) {
    super(message);
  }
}
