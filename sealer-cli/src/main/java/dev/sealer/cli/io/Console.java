package dev.sealer.cli.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The streams, environment and terminal that a command runs with.
 *
 * @param terminals which streams a person sits at
 * @param keyboard the person, when there is one
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Terminals terminals,
    Keyboard keyboard) {

  /** Tells which standard streams are a terminal. */
  public record Terminals(boolean input, boolean output, boolean error) {
    /** None: a script, a pipe, a test. */
    public static final Terminals NONE = new Terminals(false, false, false);
  }

  /** A console of which only the input may be a terminal. */
  public Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      boolean inputIsTerminal) {
    this(
        in,
        out,
        err,
        environment,
        new Terminals(inputIsTerminal, false, false),
        Keyboard.ofProcess());
  }

  /** Returns the process's own. */
  public static Console ofProcess() {
    return new Console(
        System.in,
        new PrintStream(System.out, false, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        // Told by the launcher: asking the JDK would load its terminal library at every start.
        new Terminals(
            Boolean.getBoolean("sealer.input-is-terminal"),
            Boolean.getBoolean("sealer.output-is-terminal"),
            Boolean.getBoolean("sealer.error-is-terminal")),
        Keyboard.ofProcess());
  }

  /** Returns whether a person would have to type the input. */
  public boolean inputIsTerminal() {
    return terminals.input();
  }

  /** Returns whether text on standard output may have colours; see no-color.org. */
  public boolean colours() {
    return terminals.output()
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /** Prints a problem. No other code writes this prefix. */
  public void error(String problem) {
    err.println("error: " + problem);
  }

  /** Prints something that may go wrong later. */
  public void warning(String text) {
    err.println("warning: " + text);
  }

  /** Prints something to know. */
  public void note(String text) {
    err.println("note: " + text);
  }

  /** Returns all of standard input, telling a person at a terminal what is expected. */
  public byte[] readInput(String expected) throws IOException {
    if (inputIsTerminal()) {
      err.println("(tty detected: expecting " + expected + " in stdin)");
    }
    return in.readAllBytes();
  }
}
