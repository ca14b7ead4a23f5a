package dev.sealer.benchmarks.controller;

import dev.sealer.benchmarks.cluster.BenchmarkCluster;
import dev.sealer.benchmarks.cluster.OurOperator;
import dev.sealer.benchmarks.measure.Report;
import dev.sealer.benchmarks.measure.RunningProcess;
import dev.sealer.benchmarks.measure.Steps;
import dev.sealer.benchmarks.measure.Usage;
import dev.sealer.benchmarks.record.Figure;
import dev.sealer.testbed.cluster.AuditFilter;
import dev.sealer.testbed.cluster.AuditLog;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Unseals SealedSecrets of three keys, sealed for a 4096-bit key: the real controller with its own
 * throttling (a sample) and without it, and ours; then starts ours again. Arguments: objects
 * (2000), sample (60) and who ({@code all} or {@code ours}). Ends with 1 when a target is missed.
 */
public final class ControllerBenchmark {

  /** So many calls the real controller may make at once before it is throttled; not counted. */
  private static final int BURST = 20;

  private static final String OBJECTS =
      "/apis/bitnami.com/v1alpha1/namespaces/" + BenchmarkCluster.NAMESPACE + "/sealedsecrets";

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int SETTLE_MILLIS = 5_000;
  private static final int CALLS_OF_A_START = 100;

  private final Steps steps = new Steps(System.err);
  private final Path root;
  private final Path folder;
  private final BenchmarkCluster cluster;
  private final SealedObjects sealed;
  private final int count;

  private ControllerBenchmark(
      Path root, Path folder, BenchmarkCluster cluster, SealedObjects sealed) {
    this.root = root;
    this.folder = folder;
    this.cluster = cluster;
    this.sealed = sealed;
    this.count = sealed.objects().size();
  }

  /**
   * Runs the benchmark from the project's root folder.
   *
   * @throws IOException when something cannot be started or filled
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] line) throws IOException, InterruptedException {
    int count = line.length > 0 ? Integer.parseInt(line[0]) : 2_000;
    int sample = line.length > 1 ? Integer.parseInt(line[1]) : 60;
    boolean all = line.length < 3 || line[2].equals("all");
    Path root = Path.of(System.getProperty("sealer.root", ".")).toRealPath();
    Path folder = Files.createTempDirectory("controller-benchmark");
    SealedObjects sealed = SealedObjects.make(count);
    Report report =
        new Report("unseal " + count + " of 3 keys", "wall", "a second", "CPU", "peak", "resident");
    try (BenchmarkCluster cluster = BenchmarkCluster.start(root, folder.resolve("cluster"))) {
      ControllerBenchmark benchmark = new ControllerBenchmark(root, folder, cluster, sealed);
      if (all) {
        benchmark.compare(report, sample);
      } else {
        benchmark.alone(report);
      }
    }
    System.exit(report.finish(root) ? 0 : 1);
  }

  private void compare(Report report, int sample) throws IOException, InterruptedException {
    double throttled = throttledPeer(report, sample);
    Usage peer = peer(report);
    Usage ours = alone(report);
    report.atLeast("rate / upstream's by default", count / ours.wall() / throttled, 60, " ×");
    report.atLeast("faster than upstream unthrottled", peer.wall() / ours.wall(), 4, " ×");
    report.atMost("CPU / upstream's unthrottled", ours.cpu() / peer.cpu(), 0.5, " ×");
    report.figure(Figure.time("unseal-wall", ours.wall(), peer.wall()));
    report.figure(Figure.time("unseal-processor-time", ours.cpu(), peer.cpu()));
  }

  /** Ours, with the floor that it cannot go below on this machine. */
  private Usage alone(Report report) throws IOException, InterruptedException {
    Usage floor = privateKeys(report);
    Usage ours = ours(report);
    restart(report);
    report.baseline("ours: CPU / the private-key operations'", ours.cpu() / floor.cpu(), " ×");
    report.baseline("ours: wall / the private-key operations'", ours.wall() / floor.wall(), " ×");
    return ours;
  }

  private Usage privateKeys(Report report) throws IOException, InterruptedException {
    steps.begin("the private-key operations of " + count + " objects, and nothing else");
    Usage usage = PrivateKeyOperations.of(sealed);
    row(
        report,
        "the private-key operations alone",
        usage,
        Report.number(count / usage.wall()),
        "",
        "");
    return usage;
  }

  private double throttledPeer(Report report, int sample) throws IOException, InterruptedException {
    int needed = Math.min(count, BURST + sample);
    steps.begin("upstream with its own throttling, " + needed + " objects");
    fill(SealedSecretsPeer.NAMESPACE, needed);
    // The values it has without these flags.
    try (SealedSecretsPeer peer = startPeer("--kubeclient-qps=5", "--kubeclient-burst=10")) {
      RunningProcess process = new RunningProcess(peer.pid());
      awaitSecrets(BURST);
      int first = cluster.secrets(BenchmarkCluster.NAMESPACE);
      double cpu = process.cpuSeconds();
      long began = System.nanoTime();
      awaitSecrets(needed);
      double wall = secondsSince(began);
      double rate = (needed - first) / wall;
      row(
          report,
          "upstream, defaults (%d of them)".formatted(needed - first),
          process,
          new Usage(wall, process.cpuSeconds() - cpu, process.peakKib()),
          Report.number(rate));
      return rate;
    }
  }

  private Usage peer(Report report) throws IOException, InterruptedException {
    steps.begin("upstream without throttling, " + count + " objects");
    fill(SealedSecretsPeer.NAMESPACE, count);
    long began = System.nanoTime();
    try (SealedSecretsPeer peer = startPeer("--kubeclient-qps=-1")) {
      return awaitAll(report, "upstream, --kubeclient-qps=-1", began, peer.pid());
    }
  }

  private Usage ours(Report report) throws IOException, InterruptedException {
    steps.begin("ours, " + count + " objects");
    fill(BenchmarkCluster.OPERATOR, count);
    long began = System.nanoTime();
    try (OurOperator operator = startOurs()) {
      return awaitAll(report, "ours, defaults", began, operator.pid());
    }
  }

  private void restart(Report report) throws IOException, InterruptedException {
    steps.begin("ours, started again");
    AuditLog log = cluster.plane().auditLog();
    AuditLog.Mark mark = log.mark();
    long began = System.nanoTime();
    try (OurOperator operator = startOurs()) {
      operator.awaitSteady("sealedsecret", count);
      double wall = secondsSince(began);
      RunningProcess process = new RunningProcess(operator.pid());
      double cpu = process.cpuSeconds();
      Thread.sleep(SETTLE_MILLIS);
      row(
          report,
          "ours, started again with all unsealed",
          process,
          new Usage(wall, cpu, process.peakKib()),
          "");
      int calls =
          log.entries(
                  mark,
                  AuditFilter.any().serviceAccount(BenchmarkCluster.OPERATOR, OurOperator.ACCOUNT))
              .size();
      report.atMost("started again: seconds until steady", wall, 5, " s");
      report.atMost(
          "started again: objects unsealed",
          operator.metric("sealed_secrets_controller_unseal_requests_total", ""),
          0,
          "");
      report.atMost("started again: API calls", calls, CALLS_OF_A_START, "");
      report.figure(Figure.count("api-calls-of-a-restart", calls));
      report.atMost("resident then", megabytes(process.residentKib()), 180, " MB");
      report.atMost("peak then", megabytes(process.peakKib()), 180, " MB");
    }
  }

  private void fill(String keyNamespace, int number) throws IOException, InterruptedException {
    cluster.reset();
    cluster.createSecret(keyNamespace, sealed.key());
    cluster.createAll(OBJECTS, sealed.objects().subList(0, number));
  }

  private SealedSecretsPeer startPeer(String... flags) {
    return SealedSecretsPeer.start(cluster.plane(), folder.resolve("peer-" + flags.length), flags);
  }

  private OurOperator startOurs() throws IOException {
    return OurOperator.start(
        cluster.plane(),
        root,
        folder.resolve("operator"),
        List.of("--controllers=sealed-secrets"),
        Map.of());
  }

  private Usage awaitAll(Report report, String name, long began, long pid)
      throws IOException, InterruptedException {
    RunningProcess process = new RunningProcess(pid);
    awaitSecrets(count);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (cluster.count(OBJECTS, "Synced") < count) {
      pause(200, deadline);
    }
    Usage usage = new Usage(secondsSince(began), process.cpuSeconds(), process.peakKib());
    row(report, name, process, usage, Report.number(count / usage.wall()));
    return usage;
  }

  private void awaitSecrets(int wanted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (cluster.secrets(BenchmarkCluster.NAMESPACE) < wanted) {
      pause(100, deadline);
    }
  }

  private static void pause(long millis, long deadline) throws IOException, InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new IOException("not done within " + PATIENCE.toMinutes() + " minutes; see the logs");
    }
    Thread.sleep(millis);
  }

  private void row(Report report, String name, RunningProcess process, Usage usage, String rate) {
    row(report, name, usage, rate, Report.mib(usage.peakKib()), Report.mib(process.residentKib()));
  }

  private void row(Report report, String name, Usage usage, String... rateAndMemory) {
    String wall = Report.seconds(usage.wall());
    String cpu = Report.seconds(usage.cpu());
    report.row(name, wall, rateAndMemory[0], cpu, rateAndMemory[1], rateAndMemory[2]);
    steps.result("%s: %s, CPU %s %s".formatted(name, wall, cpu, rateAndMemory[2]).strip());
  }

  /** The target's unit; the table has the binary one, as all tables here. */
  private static double megabytes(long kib) {
    return kib * 1024 / 1e6;
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
