package dev.sealer.sourcegates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds tests that JUnit or AssertJ skip by themselves. Only {@code Prerequisites} of the testbed
 * may: it lists what it skips, and fails where nothing may be skipped.
 */
public final class SilentSkips {

  private static final Pattern SKIP =
      Pattern.compile(
          "\\b(Assumptions?\\.|assume(True|False|That|Thrown)\\b|@(Disabled|Enabled)\\w*)");

  private SilentSkips() {}

  /**
   * Returns one line for each place: file, line number, text.
   *
   * @throws IOException if a file cannot be read
   */
  public static List<String> in(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size() && !isExempt(file); i++) {
        if (SKIP.matcher(lines.get(i)).find()) {
          found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return found;
  }

  private static boolean isExempt(Path file) {
    return file.endsWith("testbed/tools/Prerequisites.java")
        || file.endsWith("sourcegates/SilentSkips.java");
  }
}
