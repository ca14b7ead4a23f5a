package dev.sealer.cli.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command is given by the one who calls it.
 *
 * @param inputIsTerminal whether a person would have to type the input
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean inputIsTerminal) {

  /** The process's own. */
  public static Console ofProcess() {
    return new Console(
        System.in,
        new PrintStream(System.out, false, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        // Told by the launcher: asking the JDK would load its terminal library at every start.
        Boolean.getBoolean("sealer.input-is-terminal"));
  }

  /** All of standard input, telling a person at a terminal what is expected. */
  public byte[] readInput(String expected) throws IOException {
    if (inputIsTerminal) {
      err.println("(tty detected: expecting " + expected + " in stdin)");
    }
    return in.readAllBytes();
  }
}
