package dev.sealer.classgates;

import dev.sealer.sourcegates.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Summarizes what a build ran and what it skipped.
 *
 * @param reports the reports written since the build began
 * @param skipped one line for each suite that {@code Prerequisites} skipped, with the reason
 */
public record BuildSummary(List<TestReport> reports, List<String> skipped) {

  private static final int SLOWEST = 20;
  private static final List<String> REPORT_FOLDERS =
      List.of("surefire-reports", "failsafe-reports");

  /**
   * Reads the reports of all modules below {@code root}.
   *
   * @param began reports older than this belong to an earlier build
   * @throws IOException if a report cannot be read
   */
  public static BuildSummary read(Path root, Instant began) throws IOException {
    List<TestReport> reports = new ArrayList<>();
    for (Path module : new SourceTree(root).modules()) {
      for (String folder : REPORT_FOLDERS) {
        for (Path file : reportFiles(module.resolve("target").resolve(folder), began)) {
          reports.add(TestReport.read(module, file));
        }
      }
    }
    Path list = root.resolve("target").resolve("skipped-suites.txt");
    List<String> skipped =
        Files.exists(list)
            ? Files.readAllLines(list).stream().distinct().sorted().toList()
            : List.of();
    return new BuildSummary(reports, skipped);
  }

  private static List<Path> reportFiles(Path folder, Instant began) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(BuildSummary::isReport).sorted().toList()) {
        if (!Files.getLastModifiedTime(file).toInstant().isBefore(began)) {
          files.add(file);
        }
      }
    }
    return files;
  }

  private static boolean isReport(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("TEST-") && name.endsWith(".xml");
  }

  /** Returns the classes with skipped tests that the list of skipped suites does not explain. */
  public List<String> silentSkips() {
    return reports.stream()
        .filter(report -> report.skipped() > 0)
        .filter(report -> skipped.stream().noneMatch(line -> explains(line, report.suite())))
        .map(report -> report.suite() + ": " + report.skipped() + " skipped without a reason")
        .sorted()
        .toList();
  }

  private static boolean explains(String line, String suite) {
    String named = line.substring(0, Math.max(0, line.indexOf(':')));
    String simple = suite.substring(suite.lastIndexOf('.') + 1);
    return named.equals(suite) || named.equals(simple);
  }

  /** Returns the text to print: the slowest classes, the totals, the skipped suites. */
  public List<String> lines(Duration taken) {
    List<String> lines = new ArrayList<>();
    lines.add("Slowest test classes, in seconds:");
    reports.stream()
        .sorted(Comparator.comparingDouble(TestReport::seconds).reversed())
        .limit(SLOWEST)
        .forEach(report -> lines.add(line(report)));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d tests in %d classes took %.0f s one after the other; the build took %d:%02d min",
            reports.stream().mapToInt(TestReport::tests).sum(),
            reports.size(),
            reports.stream().mapToDouble(TestReport::seconds).sum(),
            taken.toMinutes(),
            taken.toSecondsPart()));
    if (skipped.isEmpty()) {
      lines.add("Skipped suites: none");
    } else {
      lines.add("Skipped suites, and what each one needs:");
      skipped.forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private static String line(TestReport report) {
    String simple = report.suite().substring(report.suite().lastIndexOf('.') + 1);
    return String.format(
        Locale.ROOT, "  %7.1f  %-28s %s", report.seconds(), report.module(), simple);
  }
}
