package dev.sealer.benchmarks.measure;

import dev.sealer.benchmarks.record.Figure;
import dev.sealer.benchmarks.record.PerformanceRecord;
import dev.sealer.benchmarks.record.RunDescription;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown, and the targets below it. */
public final class Report {

  private record Target(String name, String limit, String value, boolean met) {
    String verdict() {
      return limit.isEmpty() ? "" : met ? "met" : "MISSED";
    }

    String missed() {
      return "missed: " + name + " is " + value + ", to be " + limit;
    }
  }

  private final List<List<String>> rows = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();

  /** A table with these headings. */
  public Report(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row of as many cells as there are headings. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Adds a target that is met by {@code value} of at most {@code limit}. */
  public void atMost(String name, double value, double limit, String unit) {
    targets.add(
        new Target(name, "≤ " + number(limit) + unit, number(value) + unit, value <= limit));
  }

  /** Adds a target that is met by {@code value} of at least {@code limit}. */
  public void atLeast(String name, double value, double limit, String unit) {
    targets.add(
        new Target(name, "≥ " + number(limit) + unit, number(value) + unit, value >= limit));
  }

  /** Adds a value without a limit, for comparison with the values that have one. */
  public void baseline(String name, double value, String unit) {
    targets.add(new Target(name, "", number(value) + unit, true));
  }

  /** Adds a figure that is kept over time. */
  public void figure(Figure figure) {
    figures.add(figure);
  }

  /**
   * Prints the report, compares its figures with the recorded ones, and appends them if the system
   * property {@code benchmark.record} is true.
   *
   * @param root the folder of the project
   * @return true if every target is met and no figure got worse; else a line on standard error says
   *     which
   */
  public boolean finish(Path root) throws IOException, InterruptedException {
    print(System.out);
    List<String> faults = new ArrayList<>();
    targets.stream().filter(t -> !t.met()).forEach(t -> faults.add(t.missed()));
    PerformanceRecord record = new PerformanceRecord(root.resolve("benchmarks").resolve("record"));
    for (Figure figure : figures) {
      record.regression(figure).ifPresent(faults::add);
      if (Boolean.getBoolean("benchmark.record")) {
        record.append(RunDescription.now(root), figure);
      }
    }
    if (!faults.isEmpty()) {
      System.err.println("benchmark: " + String.join("; ", faults));
    }
    return faults.isEmpty();
  }

  private void print(PrintStream out) {
    print(out, rows);
    if (!targets.isEmpty()) {
      List<List<String>> table = new ArrayList<>();
      table.add(List.of("target", "limit", "measured", ""));
      targets.forEach(t -> table.add(List.of(t.name(), t.limit(), t.value(), t.verdict())));
      out.println();
      print(out, table);
    }
  }

  /** A number in three or more digits. */
  public static String number(double value) {
    String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** Seconds in milliseconds. */
  public static String millis(double seconds) {
    return number(seconds * 1_000) + " ms";
  }

  /** Seconds. */
  public static String seconds(double seconds) {
    return number(seconds) + " s";
  }

  /** KiB in MiB. */
  public static String mib(long kib) {
    return number(kib / 1024.0) + " MiB";
  }

  private static void print(PrintStream out, List<List<String>> table) {
    int columns = table.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : table) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int i = 0; i < table.size(); i++) {
      StringBuilder line = new StringBuilder("|");
      for (int c = 0; c < columns; c++) {
        String cell = table.get(i).get(c);
        line.append(' ').append(cell).repeat(' ', widths[c] - cell.length()).append(" |");
      }
      out.println(line);
      if (i == 0) {
        StringBuilder rule = new StringBuilder("|");
        for (int width : widths) {
          rule.append(' ').repeat('-', width).append(" |");
        }
        out.println(rule);
      }
    }
  }
}
