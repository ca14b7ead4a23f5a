package dev.sealer.benchmarks.sync;

import dev.sealer.benchmarks.cluster.BenchmarkCluster;
import dev.sealer.benchmarks.cluster.OperatorCalls;
import dev.sealer.benchmarks.cluster.OurOperator;
import dev.sealer.benchmarks.measure.Report;
import dev.sealer.benchmarks.record.Figure;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.testbed.cluster.AuditLog;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The first sync of an Application of 1,000 objects, from its creation until its status says that
 * it succeeded, clone and rendering included. The operator already runs; kubectl starts.
 */
record FirstSync(SyncRun run) {

  private static final int OBJECTS = 1_000;

  /** As many requests as Sealer sends at a time. */
  private static final int AT_A_TIME = 16;

  private static final double FACTOR_WITHOUT_PREFLIGHT = 0.2;
  private static final double FACTOR_WITH_PREFLIGHT = 0.35;
  private static final double CALLS_WITHOUT_PREFLIGHT = 1.2;
  private static final double CALLS_WITH_PREFLIGHT = 2.2;

  void measure() throws IOException, InterruptedException {
    Map<String, String> files = SyncedObjects.files("first", "first", OBJECTS);
    double kubectl = kubectl(files);
    floor(kubectl);
    GitRepository repository = run.git().createPublic("team/first");
    String _ =
        repository.commit(
            GitCommit.of("Two applications")
                .files(files)
                .files(SyncedObjects.files("warmup", "warmup", OBJECTS)));
    ours(repository, kubectl, false);
    ours(repository, kubectl, true);
  }

  private double kubectl(Map<String, String> files) throws IOException {
    run.steps().begin("kubectl apply --server-side of " + OBJECTS + " objects");
    Path folder = run.folder().resolve("files");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    run.reset();
    List<String> line =
        List.of(
            ToolBinaries.find(Tool.KUBECTL).path().toString(),
            "--kubeconfig=" + run.cluster().plane().kubeconfig(),
            "--namespace=" + BenchmarkCluster.NAMESPACE,
            "apply",
            "--server-side",
            "--filename=" + folder.resolve("first"));
    long began = System.nanoTime();
    Command.of(line).run().orThrow();
    double wall = SyncRun.secondsSince(began);
    run.report()
        .row(
            "kubectl apply --server-side, " + OBJECTS,
            Report.seconds(wall),
            Report.number(OBJECTS / wall),
            "",
            "",
            "");
    run.steps().result(Report.seconds(wall));
    return wall;
  }

  /** The API server alone, with the same objects: no client can be faster. */
  private void floor(double kubectl) throws IOException, InterruptedException {
    run.steps().begin("the API server alone, with the same objects");
    run.reset();
    List<ApiRequest> applies = SyncedObjects.applies("first", OBJECTS);
    long began = System.nanoTime();
    run.cluster().sendAll(applies, AT_A_TIME);
    double wall = SyncRun.secondsSince(began);
    run.report()
        .row(
            "the API server alone, " + OBJECTS,
            Report.seconds(wall),
            Report.number(OBJECTS / wall),
            "",
            "",
            "");
    run.steps().result(Report.seconds(wall));
    run.report().baseline("the API server alone: time / kubectl's", wall / kubectl, " ×");
  }

  private void ours(GitRepository repository, double kubectl, boolean preflight)
      throws IOException, InterruptedException {
    String mode = preflight ? "with preflight" : "without preflight";
    run.steps().begin("first sync of " + OBJECTS + " objects, " + mode);
    run.reset();
    try (OurOperator operator = run.startOperator()) {
      operator.awaitSteady(SyncRun.LOOP, 0);
      double cold = sync(repository, "warmup", preflight);
      run.row("Sealer, " + mode + ", just started", operator, OBJECTS, cold);
      AuditLog.Mark mark = run.cluster().plane().auditLog().mark();
      double wall = sync(repository, "first", preflight);
      run.row("Sealer, " + mode, operator, OBJECTS, wall);
      OperatorCalls calls = OperatorCalls.since(mark, run.cluster().plane().auditLog());
      run.steps().result("API calls: " + calls);
      run.report().baseline(mode + ", just started: time / kubectl's", cold / kubectl, " ×");
      run.report()
          .atMost(
              mode + ": time / kubectl's",
              wall / kubectl,
              preflight ? FACTOR_WITH_PREFLIGHT : FACTOR_WITHOUT_PREFLIGHT,
              " ×");
      run.report()
          .atMost(
              mode + ": API calls for each object",
              calls.all() / (double) OBJECTS,
              preflight ? CALLS_WITH_PREFLIGHT : CALLS_WITHOUT_PREFLIGHT,
              "");
      run.report()
          .figure(
              Figure.time("sync-first-" + (preflight ? "preflight" : "direct"), wall, kubectl)
                  .withCalls(calls.all(), -1));
    }
  }

  /** Returns the seconds from the creation of an Application until it is synced. */
  private double sync(GitRepository repository, String name, boolean preflight)
      throws IOException, InterruptedException {
    String application =
        SyncedObjects.application(
            name, repository.url().toString(), name, "Preflight=" + preflight);
    long began = System.nanoTime();
    run.cluster().createAll(SyncedObjects.APPLICATIONS, List.of(application));
    run.awaitApplications(
        1, found -> found.at("/metadata/name").asText().equals(name) && SyncRun.isSynced(found));
    return SyncRun.secondsSince(began);
  }
}
