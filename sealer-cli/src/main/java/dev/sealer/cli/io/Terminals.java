package dev.sealer.cli.io;

/**
 * Tells which standard streams are a terminal.
 *
 * @param input standard input
 * @param output standard output
 * @param error standard error
 */
public record Terminals(boolean input, boolean output, boolean error) {
  /** None: a script, a pipe, a test. */
  public static final Terminals NONE = new Terminals(false, false, false);
}
