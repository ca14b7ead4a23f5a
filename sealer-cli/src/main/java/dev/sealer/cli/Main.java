package dev.sealer.cli;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.kubeseal.Kubeseal;
import dev.sealer.cli.verbs.SealerCommand;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where the process starts. Called as {@code kubeseal}, or with that word first, it takes
 * kubeseal's flags.
 */
public final class Main {
  private static final String KUBESEAL = "kubeseal";

  private Main() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] line) {
    String training = System.getProperty("sealer.training");
    if (training != null) {
      System.exit(Training.run(Path.of(training)));
    }
    if (AllLibraries.areNeededFor(line)) {
      AllLibraries.runMain(line);
      return;
    }
    Console console = Console.ofProcess();
    int code = run(System.getProperty("sealer.called-as", "sealer"), Arrays.asList(line), console);
    console.out().flush();
    System.exit(code);
  }

  /** Runs a command line. */
  public static int run(String calledAs, List<String> line, Console console) {
    if (fileName(calledAs).equals(KUBESEAL)) {
      return Kubeseal.run(calledAs, version(), line, console);
    }
    if (!line.isEmpty() && line.getFirst().equals(KUBESEAL)) {
      return Kubeseal.run(KUBESEAL, version(), line.subList(1, line.size()), console);
    }
    return SealerCommand.run(line, console);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "UNKNOWN" : version;
  }
}
