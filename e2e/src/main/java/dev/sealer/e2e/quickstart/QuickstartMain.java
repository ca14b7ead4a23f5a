package dev.sealer.e2e.quickstart;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.ProjectFiles;
import java.util.concurrent.CountDownLatch;

/**
 * The walk behind {@code ./quickstart}. Exit code 0: every step was verified; 1: one was not; 2:
 * wrong arguments.
 */
public final class QuickstartMain {

  private QuickstartMain() {}

  /** Takes the walk; arguments as in {@code ./quickstart --help}. */
  @SuppressWarnings("SystemExitOutsideMain") // this is main; the exit code is the result
  public static void main(String[] words) {
    System.exit(run(words));
  }

  private static int run(String... words) {
    Arguments arguments;
    try {
      arguments = Arguments.parse(words);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; see ./quickstart --help");
      return 2;
    }
    Narrator narrator = new Narrator(System.out, Walk.STEPS);
    narrator.explain("Starting a cluster, a Git server and the operator …");
    try (Stage stage = Stage.set(ProjectFiles.find(), arguments, narrator)) {
      Thread closing = new Thread(stage::close, "close");
      Runtime.getRuntime().addShutdownHook(closing);
      new Walk(stage, narrator).take();
      narrator.end("Every step was verified against the API server.");
      if (!arguments.once()) {
        narrator.explain("All stays up; Ctrl-C ends it. What to try next, in another terminal:");
        String flags = String.join(" ", stage.cluster().flags());
        narrator.byHand(stage.cluster().kubectl() + " get applications,sealedsecrets,secrets -A");
        narrator.byHand(
            "bin/sealer doctor --controller-namespace " + Installation.NAMESPACE + " " + flags);
        narrator.explain(
            "docs/guide.md goes on from here; docs/operations/install.md installs Sealer.");
        new CountDownLatch(1).await();
      }
      Runtime.getRuntime().removeShutdownHook(closing);
      narrator.explain("What to try next: ./quickstart, which stays up, and docs/guide.md.");
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (RuntimeException e) {
      System.err.println("The quickstart failed: " + e.getMessage());
      return 1;
    }
  }
}
