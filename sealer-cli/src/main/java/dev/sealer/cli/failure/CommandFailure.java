package dev.sealer.cli.failure;

/**
 * Ends a command with exit code 1 and one line for people: what is wrong, where, and what to do
 * next. The message holds no secret.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String line;

  /** Fails with a message. */
  public CommandFailure(String line) {
    super(line);
    this.line = line;
  }

  /** Fails with a message, keeping the cause for {@code -v}. */
  public CommandFailure(String line, Throwable cause) {
    super(line, cause);
    this.line = line;
  }

  /** What to tell. */
  public String line() {
    return line;
  }
}
