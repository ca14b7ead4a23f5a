package dev.sealer.cli.line;

/** Says that a command line makes no sense: ends with exit code 2 and the verb's usage. */
public final class WrongLine extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongLine(String message) {
    super(message);
  }
}
