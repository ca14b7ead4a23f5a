package dev.sealer.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends the build's output with the suites that this machine could not run. Argument: the project's
 * root folder.
 */
public final class SkippedSuitesMain {

  private SkippedSuitesMain() {}

  /**
   * Prints one line a suite, or that none was skipped.
   *
   * @throws IOException when the list cannot be read
   */
  public static void main(String[] args) throws IOException {
    Path list = Path.of(args[0], "target", "skipped-suites.txt");
    List<String> skipped =
        Files.exists(list) ? Files.readAllLines(list).stream().distinct().toList() : List.of();
    if (skipped.isEmpty()) {
      System.out.println("Skipped suites: none");
      return;
    }
    System.out.println("Skipped suites, and what each one needs:");
    skipped.forEach(line -> System.out.println("  " + line));
  }
}
