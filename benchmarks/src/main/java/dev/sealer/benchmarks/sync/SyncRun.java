package dev.sealer.benchmarks.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.benchmarks.cluster.BenchmarkCluster;
import dev.sealer.benchmarks.cluster.OurOperator;
import dev.sealer.benchmarks.measure.Report;
import dev.sealer.benchmarks.measure.RunningProcess;
import dev.sealer.benchmarks.measure.Steps;
import dev.sealer.testbed.git.GitServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The cluster, the Git server and the report that all parts of the benchmark use. */
record SyncRun(
    Path root, Path folder, BenchmarkCluster cluster, GitServer git, Report report, Steps steps) {

  static final String LOOP = "application";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Returns whether the last sync of an Application has succeeded. */
  static boolean isSynced(JsonNode application) {
    return application.at("/status/operationState/phase").asText().equals("Succeeded")
        && application.at("/status/sync/status").asText().equals("Synced");
  }

  /** Makes the cluster new, with the namespace of Applications. */
  void reset() throws IOException {
    cluster.reset();
    cluster.createNamespace("argocd");
  }

  /** Starts the operator with the sync controller only; it may not be ready yet. */
  OurOperator startOperator(String... flags) throws IOException {
    List<String> all = new ArrayList<>(List.of("--controllers=gitops-sync"));
    Collections.addAll(all, flags);
    return OurOperator.start(cluster.plane(), root, folder.resolve("operator"), all, Map.of());
  }

  /** Waits until so many Applications fulfill a condition. */
  void awaitApplications(int count, Predicate<JsonNode> condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (cluster.list(SyncedObjects.APPLICATIONS).stream().filter(condition).count() < count) {
      if (System.nanoTime() > deadline) {
        throw new IOException("not done within " + PATIENCE.toMinutes() + " minutes; see the logs");
      }
      Thread.sleep(Math.max(50, count));
    }
  }

  /** Adds a row about the operator. */
  void row(String name, OurOperator operator, int objects, double wall) {
    RunningProcess process = new RunningProcess(operator.pid());
    report.row(
        name,
        Report.seconds(wall),
        objects == 0 ? "" : Report.number(objects / wall),
        Report.seconds(process.cpuSeconds()),
        Report.mib(process.peakKib()),
        Report.mib(process.residentKib()));
    steps.result("%s: %s".formatted(name, Report.seconds(wall)));
  }

  static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
