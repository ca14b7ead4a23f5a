package dev.sealer.cli;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.kubeseal.Kubeseal;
import dev.sealer.cli.launch.StartUp;
import java.util.List;

/**
 * Starts the process. Called as {@code kubeseal}, or with that word first, the program takes
 * kubeseal's flags.
 */
public final class Main {
  private static final String KUBESEAL = "kubeseal";

  private Main() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] line) {
    StartUp.run(Main.class, Main::run, line);
  }

  /** Runs a command line and returns its exit code. */
  public static int run(String calledAs, List<String> line, Console console) {
    if (calledAs.substring(calledAs.lastIndexOf('/') + 1).equals(KUBESEAL)) {
      return Kubeseal.run(calledAs, Main::version, line, console);
    }
    if (!line.isEmpty() && line.getFirst().equals(KUBESEAL)) {
      return Kubeseal.run(KUBESEAL, Main::version, line.subList(1, line.size()), console);
    }
    return RootCommand.run(line, console);
  }

  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "UNKNOWN" : version;
  }
}
