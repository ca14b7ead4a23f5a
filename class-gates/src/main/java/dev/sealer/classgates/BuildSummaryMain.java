package dev.sealer.classgates;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Ends the output of a build: the slowest test classes, the totals, and the suites that this
 * machine could not run. Arguments: the root folder of the project, and when the build began.
 */
public final class BuildSummaryMain {

  private BuildSummaryMain() {}

  /**
   * Prints the summary. Ends the process with 1 if tests were skipped without a listed reason.
   *
   * @throws IOException if a report cannot be read
   */
  public static void main(String[] args) throws IOException {
    Instant began = Instant.parse(args[1]);
    BuildSummary summary = BuildSummary.read(Path.of(args[0]), began);
    summary.lines(Duration.between(began, Instant.now())).forEach(System.out::println);
    List<String> silent = summary.silentSkips();
    if (!silent.isEmpty()) {
      silent.forEach(line -> System.err.println("error: " + line));
      System.err.println("error: skip a suite with dev.sealer.testbed.tools.Prerequisites");
      System.exit(1);
    }
  }
}
