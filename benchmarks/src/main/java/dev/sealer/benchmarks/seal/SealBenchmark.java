package dev.sealer.benchmarks.seal;

import dev.sealer.benchmarks.measure.CommandMeter;
import dev.sealer.benchmarks.measure.MeasuredCommand;
import dev.sealer.benchmarks.measure.Report;
import dev.sealer.benchmarks.measure.Usage;
import dev.sealer.benchmarks.record.Figure;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Seals one Secret of three keys, in turns with the real kubeseal and with a JVM that only says
 * hello; then many Secrets. Arguments: rounds (21) and Secrets (1000). Ends with 1 when a target is
 * missed.
 */
public final class SealBenchmark {

  private static final int CORES = 2;
  private static final int BULK_ROUNDS = 3;
  private static final double OF_HELLO = 3;
  private static final double OF_PEER = 8;

  private final Path root;
  private final Path folder;
  private final CommandMeter meter;
  private final SealInputs inputs;

  private SealBenchmark(Path root, Path folder, CommandMeter meter, SealInputs inputs) {
    this.root = root;
    this.folder = folder;
    this.meter = meter;
    this.inputs = inputs;
  }

  /**
   * Runs the benchmark from the project's root folder.
   *
   * @throws IOException when a command fails, or Go is missing
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] line) throws IOException, InterruptedException {
    int rounds = line.length > 0 ? Integer.parseInt(line[0]) : 21;
    int count = line.length > 1 ? Integer.parseInt(line[1]) : 1_000;
    Path root = Path.of(System.getProperty("sealer.root", ".")).toRealPath();
    Path folder = Files.createTempDirectory("seal-benchmark");
    boolean met;
    try (CommandMeter meter = CommandMeter.start(root, folder)) {
      SealBenchmark benchmark =
          new SealBenchmark(root, folder, meter, SealInputs.write(folder, count));
      boolean one = benchmark.sealOne(rounds);
      boolean many = benchmark.sealMany();
      met = one && many;
    }
    System.exit(met ? 0 : 1);
  }

  private boolean sealOne(int rounds) throws IOException, InterruptedException {
    BareJvm jvm = BareJvm.compile(folder);
    List<Path> one = List.of(inputs.files().getFirst());
    Map<String, MeasuredCommand> commands = new LinkedHashMap<>();
    commands.put("a bare JVM's hello", command(jvm.hello()));
    commands.put(
        "a bare JVM's hello, our flags",
        command(jvm.hello("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms24m", "-Xmx512m")));
    commands.put("sealer seal", command(ours("sealer", "seal")).reading(one));
    commands.put("kubeseal, ours", command(ours("kubeseal")).reading(one));
    commands.put("kubeseal, upstream", command(peer()).reading(one));
    Map<String, List<Usage>> runs = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, MeasuredCommand> each : commands.entrySet()) {
        Usage usage = meter.run(each.getValue());
        // The first round fills the page cache.
        if (round > 0) {
          runs.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add(usage);
        }
      }
    }
    Report report = new Report("seal one Secret of 3 keys", "wall", "CPU", "peak memory");
    Map<String, Usage> medians = new LinkedHashMap<>();
    runs.forEach((name, all) -> medians.put(name, Usage.median(all)));
    medians.forEach((name, usage) ->
        report.row(
            name,
            Report.millis(usage.wall()),
            Report.millis(usage.cpu()),
            Report.mib(usage.peakKib())));
    Usage hello = Objects.requireNonNull(medians.get("a bare JVM's hello"));
    for (String name : List.of("sealer seal", "kubeseal, ours")) {
      Usage usage = Objects.requireNonNull(medians.get(name));
      report.atMost(name + " / hello, wall", usage.wall() / hello.wall(), OF_HELLO, " ×");
      report.figure(Figure.time(figureName("start", name), usage.wall(), hello.wall()));
    }
    return report.finish(root);
  }

  private static String figureName(String about, String command) {
    return about + "-" + (command.startsWith("sealer") ? "sealer-seal" : "kubeseal");
  }

  private boolean sealMany() throws IOException, InterruptedException {
    Usage peer = meter.run(command(peer()).reading(inputs.files()));
    Usage pairs = meter.run(command(peer()).reading(inputs.files()).atATime(CORES));
    Usage together = repeated(command(ours("sealer", "seal")).reading(List.of(inputs.together())));
    List<String> separately = new ArrayList<>(ours("sealer", "seal"));
    inputs.files().forEach(file -> separately.add(file.toString()));
    Usage files = repeated(command(separately));
    Report report =
        new Report(
            "seal " + inputs.files().size() + " Secrets of 3 keys", "wall", "CPU", "peak memory");
    row(report, "kubeseal, upstream, one process each", peer);
    row(report, "kubeseal, upstream, " + CORES + " processes at a time", pairs);
    row(report, "sealer seal, one file of many documents", together);
    row(report, "sealer seal, one file each", files);
    report.atLeast("one file, faster than upstream", peer.wall() / together.wall(), OF_PEER, " ×");
    report.atLeast("many files, faster than upstream", peer.wall() / files.wall(), OF_PEER, " ×");
    report.figure(Figure.time("seal-many-in-one-file", together.wall(), peer.wall()));
    report.figure(Figure.time("seal-many-files", files.wall(), peer.wall()));
    System.out.println();
    return report.finish(root);
  }

  private Usage repeated(MeasuredCommand command) throws IOException {
    List<Usage> runs = new ArrayList<>();
    Path output = folder.resolve("output.yaml");
    for (int round = 0; round < BULK_ROUNDS; round++) {
      runs.add(meter.run(command.writing(output)));
    }
    long sealed =
        Files.readString(output).lines().filter(line -> line.equals("kind: SealedSecret")).count();
    if (sealed != inputs.files().size()) {
      throw new IOException("only " + sealed + " of " + inputs.files().size() + " were sealed");
    }
    return Usage.median(runs);
  }

  private static void row(Report report, String name, Usage usage) {
    report.row(
        name,
        Report.seconds(usage.wall()),
        Report.seconds(usage.cpu()),
        Report.mib(usage.peakKib()));
  }

  private MeasuredCommand command(List<String> argv) {
    return MeasuredCommand.of(folder, argv);
  }

  private List<String> ours(String program, String... verb) {
    List<String> argv = new ArrayList<>(List.of(root.resolve("bin").resolve(program).toString()));
    argv.addAll(List.of(verb));
    argv.addAll(List.of("--cert", inputs.certificate().toString()));
    return argv;
  }

  private List<String> peer() {
    return List.of(
        ToolBinaries.find(Tool.KUBESEAL).path().toString(),
        "--cert",
        inputs.certificate().toString());
  }
}
