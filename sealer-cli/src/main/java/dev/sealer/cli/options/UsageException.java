package dev.sealer.cli.options;

/** Says that a command line makes no sense: ends with exit code 2 and the command's usage. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
