package dev.sealer.cli.io;

import java.util.Arrays;
import java.util.Optional;

/** A person at a terminal who is asked. */
public interface Keyboard {
  /** Returns what is typed, without showing it; the caller wipes it. */
  char[] secret(String prompt);

  /** Returns a line. */
  String line(String prompt);

  /** Returns the process's own terminal. */
  static Keyboard ofProcess() {
    return new OfProcess();
  }

  /**
   * Asks twice for a secret.
   *
   * @param what is asked for
   */
  default char[] secretTwice(String what) {
    char[] once = secret(what + ": ");
    char[] again = secret(what + ", again: ");
    try {
      if (!Arrays.equals(once, again)) {
        Arrays.fill(once, '\0');
        throw new CommandFailure("the two entries differ; nothing was changed");
      }
      return once;
    } finally {
      Arrays.fill(again, '\0');
    }
  }

  /** Through the JDK, which turns the echo on again even when the process is ended meanwhile. */
  final class OfProcess implements Keyboard {
    private OfProcess() {}

    @Override
    public char[] secret(String prompt) {
      return Optional.ofNullable(console().readPassword("%s", prompt))
          .orElseThrow(OfProcess::nothing);
    }

    @Override
    public String line(String prompt) {
      return Optional.ofNullable(console().readLine("%s", prompt)).orElseThrow(OfProcess::nothing);
    }

    private static java.io.Console console() {
      // The small implementation: the other one brings a line editor along.
      System.setProperty("jdk.console", "java.base");
      return Optional.ofNullable(System.console())
          .filter(java.io.Console::isTerminal)
          .orElseThrow(() ->
              new CommandFailure(
                  "cannot ask for the value without a terminal; pipe it in, or use --from-file"));
    }

    private static CommandFailure nothing() {
      return new CommandFailure("no value was typed; nothing was changed");
    }
  }
}
