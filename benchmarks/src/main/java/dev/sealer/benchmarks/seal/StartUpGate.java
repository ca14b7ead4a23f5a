package dev.sealer.benchmarks.seal;

import dev.sealer.benchmarks.measure.CommandMeter;
import dev.sealer.benchmarks.measure.MeasuredCommand;
import dev.sealer.benchmarks.measure.Report;
import dev.sealer.benchmarks.measure.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Ends with 1 if sealing one Secret takes more than four times as long as a JVM whose main method
 * prints a line, measured in turns in one run. Argument: rounds (15).
 */
public final class StartUpGate {
  private static final double LIMIT = 4;
  private static final String HELLO = "a bare JVM's hello";

  private StartUpGate() {}

  /**
   * Runs the gate from the project's root folder.
   *
   * @throws IOException if a command fails, or Go is missing
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] line) throws IOException, InterruptedException {
    int rounds = line.length > 0 ? Integer.parseInt(line[0]) : 15;
    Path root = Path.of(System.getProperty("sealer.root", ".")).toRealPath();
    Path folder = Files.createTempDirectory("start-up-gate");
    SealInputs inputs = SealInputs.write(folder, 1);
    String certificate = inputs.certificate().toString();
    Map<String, MeasuredCommand> commands = new LinkedHashMap<>();
    commands.put(HELLO, MeasuredCommand.of(folder, BareJvm.compile(folder).hello()));
    List<List<String>> ours = List.of(List.of("sealer", "seal"), List.of("kubeseal"));
    for (List<String> program : ours) {
      List<String> argv = new ArrayList<>(program);
      argv.set(0, root.resolve("bin").resolve(program.getFirst()).toString());
      argv.addAll(List.of("--cert", certificate));
      commands.put(
          String.join(" ", program), MeasuredCommand.of(folder, argv).reading(inputs.files()));
    }
    Map<String, List<Usage>> runs = new LinkedHashMap<>();
    try (CommandMeter meter = CommandMeter.start(root, folder)) {
      for (int round = 0; round <= rounds; round++) {
        for (Map.Entry<String, MeasuredCommand> each : commands.entrySet()) {
          Usage usage = meter.run(each.getValue());
          // The first round fills the page cache.
          if (round > 0) {
            runs.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add(usage);
          }
        }
      }
    }
    System.exit(report(runs).finish(root) ? 0 : 1);
  }

  private static Report report(Map<String, List<Usage>> runs) {
    Report report = new Report("start-up, sealing one Secret", "wall", "CPU", "peak memory");
    double hello = Usage.median(Objects.requireNonNull(runs.get(HELLO))).wall();
    runs.forEach((name, all) -> {
      Usage usage = Usage.median(all);
      report.row(
          name,
          Report.millis(usage.wall()),
          Report.millis(usage.cpu()),
          Report.mib(usage.peakKib()));
    });
    runs.forEach((name, all) -> {
      if (!name.equals(HELLO)) {
        report.atMost(name + " / hello, wall", Usage.median(all).wall() / hello, LIMIT, " ×");
      }
    });
    return report;
  }
}
