package dev.sealer.cli.launch;

import dev.sealer.cli.io.Console;
import dev.sealer.sealing.Sealer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts a program fast, and ends the process fast. Everything here is for time alone: without it
 * the program does the same.
 */
public final class StartUp {
  private static final String KUBESEAL = "kubeseal";
  private static final String KUBESEAL_CERTIFICATE = "SEALED_SECRETS_CERT";
  private static final Set<String> SEALING_COMMANDS =
      Set.of(KUBESEAL, "seal", "raw", "set", "merge", "edit", "reencrypt");

  private StartUp() {}

  /** The program. */
  @FunctionalInterface
  public interface Program {
    /** Runs a command line and returns its exit code. */
    int run(String calledAs, List<String> line, Console console);
  }

  /** Runs {@code program}, whose main class is {@code main}, and ends the process. */
  public static void run(Class<?> main, Program program, String[] line) {
    String training = System.getProperty("sealer.training");
    if (training != null) {
      prepareSealing(false);
      Path state = Path.of(System.getProperty("sealer.state"));
      System.exit(AotTraining.run(Path.of(training), state, program));
    }
    if (FullClasspathLauncher.isNeededFor(line)) {
      FullClasspathLauncher.run(main.getName(), line);
      return;
    }
    Console console = Console.ofProcess();
    String calledAs = System.getProperty("sealer.called-as", "sealer");
    List<String> words = Arrays.asList(line);
    if (seals(calledAs, words)) {
      prepareSealing(namesUrl(words, console.environment()));
    }
    int code = program.run(calledAs, words, console);
    console.out().flush();
    console.err().flush();
    // Not exit: it looks for a logger first, which takes longer than sealing a value. No command
    // leaves work to a shutdown hook.
    Runtime.getRuntime().halt(code);
  }

  /** Returns whether a command seals, so that what sealing needs is made while it reads. */
  private static boolean seals(String calledAs, List<String> line) {
    return calledAs.endsWith(KUBESEAL)
        || (!line.isEmpty() && SEALING_COMMANDS.contains(line.getFirst()));
  }

  /** Returns whether a certificate may have to be downloaded. */
  private static boolean namesUrl(List<String> line, Map<String, String> environment) {
    for (String word : line) {
      if (word.contains("://")) {
        return true;
      }
    }
    return environment.getOrDefault(KUBESEAL_CERTIFICATE, "").contains("://");
  }

  /** Sets up sealing on another thread. {@code usesUrls}: whether the run may open a URL. */
  private static void prepareSealing(boolean usesUrls) {
    if (!usesUrls) {
      ClosedHttpScheme.leaveOut();
    }
    Thread thread = new Thread(Sealer::prepare, "prepare-sealing");
    thread.setDaemon(true);
    thread.start();
  }
}
