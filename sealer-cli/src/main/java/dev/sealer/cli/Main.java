package dev.sealer.cli;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.kubeseal.Kubeseal;
import dev.sealer.cli.launch.AotTraining;
import dev.sealer.cli.launch.ClosedHttpScheme;
import dev.sealer.cli.launch.FullClasspathLauncher;
import dev.sealer.sealing.Sealer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the process starts. Called as {@code kubeseal}, or with that word first, it takes
 * kubeseal's flags.
 */
public final class Main {
  private static final String KUBESEAL = "kubeseal";
  private static final String KUBESEAL_CERTIFICATE = "SEALED_SECRETS_CERT";
  private static final Set<String> SEALING_VERBS =
      Set.of(KUBESEAL, "seal", "raw", "set", "merge", "edit", "reencrypt");

  private Main() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] line) {
    String training = System.getProperty("sealer.training");
    if (training != null) {
      prepareSealing(false);
      Path state = Path.of(System.getProperty("sealer.state"));
      System.exit(AotTraining.run(Path.of(training), state, Main::run));
    }
    if (FullClasspathLauncher.isNeededFor(line)) {
      FullClasspathLauncher.run(Main.class.getName(), line);
      return;
    }
    Console console = Console.ofProcess();
    String calledAs = System.getProperty("sealer.called-as", "sealer");
    List<String> words = Arrays.asList(line);
    if (seals(calledAs, words)) {
      prepareSealing(namesUrl(words, console.environment()));
    }
    int code = run(calledAs, words, console);
    console.out().flush();
    console.err().flush();
    // Not exit: it looks for a logger first, which takes longer than sealing a value. No verb
    // leaves work to a shutdown hook.
    Runtime.getRuntime().halt(code);
  }

  /** Verbs that seal, so that what sealing needs is made while they read their input. */
  private static boolean seals(String calledAs, List<String> line) {
    return fileName(calledAs).equals(KUBESEAL)
        || (!line.isEmpty() && SEALING_VERBS.contains(line.getFirst()));
  }

  /** Whether a certificate may have to be downloaded. */
  private static boolean namesUrl(List<String> line, Map<String, String> environment) {
    for (String word : line) {
      if (word.contains("://")) {
        return true;
      }
    }
    return environment.getOrDefault(KUBESEAL_CERTIFICATE, "").contains("://");
  }

  /**
   * Makes what sealing needs on a thread of its own.
   *
   * @param usesUrls whether the run may open a URL
   */
  static void prepareSealing(boolean usesUrls) {
    if (!usesUrls) {
      ClosedHttpScheme.leaveOut();
    }
    Thread thread = new Thread(Sealer::prepare, "prepare-sealing");
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs a command line. */
  public static int run(String calledAs, List<String> line, Console console) {
    if (fileName(calledAs).equals(KUBESEAL)) {
      return Kubeseal.run(calledAs, Main::version, line, console);
    }
    if (!line.isEmpty() && line.getFirst().equals(KUBESEAL)) {
      return Kubeseal.run(KUBESEAL, Main::version, line.subList(1, line.size()), console);
    }
    return RootCommand.run(line, console);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "UNKNOWN" : version;
  }
}
