package dev.sealer.benchmarks.externalsecrets;

import dev.sealer.benchmarks.cluster.BenchmarkCluster;
import dev.sealer.benchmarks.cluster.OperatorCalls;
import dev.sealer.benchmarks.cluster.OurOperator;
import dev.sealer.benchmarks.measure.Report;
import dev.sealer.benchmarks.measure.RunningProcess;
import dev.sealer.benchmarks.measure.Steps;
import dev.sealer.benchmarks.measure.Usage;
import dev.sealer.benchmarks.record.Figure;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.testbed.aws.AwsEndpoint;
import dev.sealer.testbed.cluster.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Makes ExternalSecrets of three keys Ready, refreshes them when nothing has changed, and starts
 * the operator again; AWS is a stand-in behind a proxy that counts calls. The floor is the API
 * server alone, with the same writes in the same run. Arguments: parts of {@code small}, {@code
 * round} and {@code large}; all of them by default. Ends with 1 when a target is missed.
 */
public final class ExternalSecretsBenchmark {

  private static final int WORKERS = 32;
  private static final double FLOOR_FACTOR = 1.5;
  private static final int BATCH = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration ROUND = Duration.ofMinutes(1);
  private static final ExternalObjects SMALL = new ExternalObjects(500, 50, "1h");
  private static final ExternalObjects ROUNDS = new ExternalObjects(500, 50, "1m");
  private static final ExternalObjects LARGE = new ExternalObjects(5_000, 500, "1h");

  private final Steps steps = new Steps(System.err);
  private final Report report =
      new Report("ExternalSecrets of 3 keys", "wall", "a second", "CPU", "peak", "resident");
  private final Path root;
  private final Path folder;
  private final BenchmarkCluster cluster;
  private final AwsEndpoint aws;

  private ExternalSecretsBenchmark(
      Path root, Path folder, BenchmarkCluster cluster, AwsEndpoint aws) {
    this.root = root;
    this.folder = folder;
    this.cluster = cluster;
    this.aws = aws;
  }

  /**
   * Runs the benchmark from the project's root folder.
   *
   * @throws IOException when something cannot be started or filled
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] line) throws IOException, InterruptedException {
    List<String> parts = line.length == 0 ? List.of("small", "round", "large") : List.of(line);
    Path root = Path.of(System.getProperty("sealer.root", ".")).toRealPath();
    Path folder = Files.createTempDirectory("external-secrets-benchmark");
    boolean met;
    try (BenchmarkCluster cluster = BenchmarkCluster.start(root, folder.resolve("cluster"));
        AwsEndpoint aws = AwsEndpoint.start(folder.resolve("aws"))) {
      ExternalObjects.createSecrets(aws, LARGE.secrets());
      ExternalSecretsBenchmark benchmark = new ExternalSecretsBenchmark(root, folder, cluster, aws);
      if (parts.contains("small")) {
        benchmark.ready(SMALL, true);
      }
      if (parts.contains("round")) {
        benchmark.round();
      }
      if (parts.contains("large")) {
        benchmark.ready(LARGE, false);
      }
      met = benchmark.report.finish(root);
    }
    System.exit(met ? 0 : 1);
  }

  /** All Ready, started again if {@code restarts}, then the API server alone. */
  private void ready(ExternalObjects objects, boolean restarts)
      throws IOException, InterruptedException {
    String size = objects.count() + " over " + objects.secrets();
    String figure = "external-secrets-" + objects.count();
    steps.begin(size + ", all Ready");
    fill(objects);
    aws.forgetCalls();
    AuditLog.Mark mark = cluster.plane().auditLog().mark();
    double wall = ready(objects, size);
    int store = aws.calls().size();
    OperatorCalls calls = OperatorCalls.since(mark, cluster.plane().auditLog());
    steps.result("API calls: " + calls);
    if (restarts) {
      restart(objects, figure);
    }
    double floor = floor(objects, calls.of("create events"));
    report.atMost(size + ": time / the API server's alone", wall / floor, FLOOR_FACTOR, " ×");
    report.atMost(size + ": store calls", store, Math.ceilDiv(objects.secrets(), BATCH), "");
    report.figure(Figure.time(figure + "-ready", wall, floor).withCalls(calls.all(), store));
    report.figure(Figure.count(figure + "-store-calls", store));
  }

  private double ready(ExternalObjects objects, String size)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (OurOperator operator = start()) {
      awaitReady(objects);
      double wall = secondsSince(began);
      row(objects, "Sealer, " + size + ", all Ready", new RunningProcess(operator.pid()), wall);
      return wall;
    }
  }

  private double floor(ExternalObjects objects, int events)
      throws IOException, InterruptedException {
    steps.begin("the API server alone, with the same writes");
    fill(objects);
    List<ApiRequest> writes = new ApiServerWrites(objects).all(events);
    long began = System.nanoTime();
    cluster.sendAll(writes, WORKERS);
    double wall = secondsSince(began);
    report.row(
        "the API server alone, " + objects.count(),
        Report.seconds(wall),
        Report.number(objects.count() / wall),
        "",
        "",
        "");
    steps.result(Report.seconds(wall));
    return wall;
  }

  private void restart(ExternalObjects objects, String figure)
      throws IOException, InterruptedException {
    steps.begin("started again with all current");
    aws.forgetCalls();
    AuditLog.Mark mark = cluster.plane().auditLog().mark();
    long began = System.nanoTime();
    try (OurOperator operator = start()) {
      operator.awaitSteady("externalsecret", objects.count());
      double wall = secondsSince(began);
      Thread.sleep(SETTLE.toMillis());
      row(objects, "Sealer, started again", new RunningProcess(operator.pid()), wall);
    }
    OperatorCalls calls = OperatorCalls.since(mark, cluster.plane().auditLog());
    steps.result("API calls: " + calls);
    int store = aws.calls().size();
    report.atMost("started again: store calls", store, 0, "");
    report.atMost(
        "started again: reads of an object", calls.reads() / (double) objects.count(), 1.05, "");
    report.atMost("started again: writes of objects", calls.writes(), 0, "");
    report.figure(Figure.count(figure + "-restart-reads", calls.reads()));
    report.figure(Figure.count(figure + "-restart-store-calls", store));
  }

  /** One interval in which nothing changes. */
  private void round() throws IOException, InterruptedException {
    steps.begin("a refresh round of " + ROUNDS.count() + " in which nothing changed");
    fill(ROUNDS);
    try (OurOperator _ = start()) {
      awaitReady(ROUNDS);
      // The first refresh comes early, to fall in with those of others.
      Thread.sleep(ROUND.plus(SETTLE).toMillis());
      awaitQuietStore();
      aws.forgetCalls();
      AuditLog.Mark mark = cluster.plane().auditLog().mark();
      Thread.sleep(ROUND.toMillis());
      OperatorCalls calls = OperatorCalls.since(mark, cluster.plane().auditLog());
      int store = aws.calls().size();
      steps.result(store + " store calls; API calls: " + calls);
      report.atMost("a round: store calls", store, Math.ceilDiv(ROUNDS.secrets(), BATCH), "");
      report.atMost("a round: reads of the API server", calls.reads(), 0, "");
      report.atMost(
          "a round: writes of an object", calls.writes() / (double) ROUNDS.count(), 0.1, "");
      report.figure(Figure.count("external-secrets-round-store-calls", store));
      report.figure(Figure.count("external-secrets-round-api-calls", calls.all()));
    }
  }

  /** A round must not begin in the middle of another. */
  private void awaitQuietStore() throws InterruptedException {
    int before = -1;
    for (int now = aws.calls().size(); now != before; now = aws.calls().size()) {
      before = now;
      Thread.sleep(SETTLE.toMillis());
    }
  }

  private void fill(ExternalObjects objects) throws IOException, InterruptedException {
    cluster.reset();
    cluster.createSecret(BenchmarkCluster.NAMESPACE, ExternalObjects.credentials(aws));
    cluster.createAll(ExternalObjects.STORES, List.of(ExternalObjects.store(aws)));
    cluster.createAll(ExternalObjects.PATH, objects.all());
  }

  private OurOperator start() throws IOException {
    return OurOperator.start(
        cluster.plane(),
        root,
        folder.resolve("operator"),
        List.of("--controllers=external-secrets"),
        Map.of("AWS_SECRETSMANAGER_ENDPOINT", aws.uri().toString()));
  }

  private void awaitReady(ExternalObjects objects) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    // One Secret holds the credentials.
    while (cluster.secrets(BenchmarkCluster.NAMESPACE) <= objects.count()) {
      pause(100, deadline);
    }
    while (cluster.count(ExternalObjects.PATH, "Ready") < objects.count()) {
      pause(objects.count() / 5, deadline);
    }
  }

  private static void pause(long millis, long deadline) throws IOException, InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new IOException("not done within " + PATIENCE.toMinutes() + " minutes; see the logs");
    }
    Thread.sleep(millis);
  }

  private void row(ExternalObjects objects, String name, RunningProcess process, double wall) {
    Usage usage = new Usage(wall, process.cpuSeconds(), process.peakKib());
    report.row(
        name,
        Report.seconds(wall),
        Report.number(objects.count() / wall),
        Report.seconds(usage.cpu()),
        Report.mib(usage.peakKib()),
        Report.mib(process.residentKib()));
    steps.result(
        "%s: %s, CPU %s, resident %s"
            .formatted(
                name,
                Report.seconds(wall),
                Report.seconds(usage.cpu()),
                Report.mib(process.residentKib())));
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
