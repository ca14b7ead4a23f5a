package dev.sealer.benchmarks.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The folder {@code benchmarks/record}: one CSV file for each figure, one line for each recorded
 * run. Not safe for use by several processes.
 */
public final class PerformanceRecord {

  /** The factor by which a ratio may be worse than the median of the earlier runs. */
  static final double TOLERANCE = 0.10;

  /** The number of earlier runs that count. */
  static final int WINDOW = 5;

  private static final String HEADING =
      "date,commit,processor,jdk,ours,upstream,comparable,api calls,store calls";
  private static final int COMPARABLE_COLUMN = 6;

  private final Path folder;

  /** Uses {@code folder}, which need not exist yet. */
  public PerformanceRecord(Path folder) {
    this.folder = folder;
  }

  /**
   * Compares a figure with the recorded ones.
   *
   * @return what got worse, in one line; empty if nothing did, or nothing was recorded yet
   * @throws IOException if the file cannot be read
   */
  public Optional<String> regression(Figure figure) throws IOException {
    List<Double> earlier = earlier(figure.name());
    if (earlier.isEmpty()) {
      return Optional.empty();
    }
    double now = figure.comparable();
    return switch (figure.kind()) {
      case COUNT -> {
        double last = earlier.getLast();
        yield now > last ? line(figure, now, "more than the last run's", last) : Optional.empty();
      }
      case TIME -> {
        double median = median(earlier);
        yield now > median * (1 + TOLERANCE)
            ? line(figure, now, "more than 10 % above the median of the last runs,", median)
            : Optional.empty();
      }
      case RATE -> {
        double median = median(earlier);
        yield now < median * (1 - TOLERANCE)
            ? line(figure, now, "more than 10 % below the median of the last runs,", median)
            : Optional.empty();
      }
    };
  }

  private static Optional<String> line(Figure figure, double now, String how, double then) {
    return Optional.of(
        String.format(Locale.ROOT, "%s: %.3f is %s %.3f", figure.name(), now, how, then));
  }

  /**
   * Appends a figure.
   *
   * @throws IOException if the file cannot be written
   */
  public void append(RunDescription run, Figure figure) throws IOException {
    Path file = file(figure.name());
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Files.writeString(file, HEADING + "\n");
    }
    String row =
        String.format(
            Locale.ROOT,
            "%s,%s,%s,%s,%.6g,%.6g,%.4f,%s,%s%n",
            run.date(),
            run.commit(),
            run.processor(),
            run.jdk(),
            figure.ours(),
            figure.upstream(),
            figure.comparable(),
            calls(figure.apiCalls()),
            calls(figure.storeCalls()));
    Files.writeString(file, row, StandardOpenOption.APPEND);
  }

  private static String calls(long count) {
    return count < 0 ? "" : Long.toString(count);
  }

  private List<Double> earlier(String name) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> rows = Files.readAllLines(file).stream().skip(1).toList();
    return rows.subList(Math.max(0, rows.size() - WINDOW), rows.size()).stream()
        .map(row -> Double.valueOf(row.split(",", -1)[COMPARABLE_COLUMN]))
        .toList();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private Path file(String name) {
    return folder.resolve(name + ".csv");
  }
}
