package dev.sealer.benchmarks.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.benchmarks.cluster.OperatorCalls;
import dev.sealer.benchmarks.cluster.OurOperator;
import dev.sealer.benchmarks.measure.RunningProcess;
import dev.sealer.benchmarks.record.Figure;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.testbed.cluster.AuditEntry;
import dev.sealer.testbed.cluster.AuditFilter;
import dev.sealer.testbed.cluster.AuditLog;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * 200 Applications of 20 objects in one repository. Each left a hook's object, and ten have an
 * object that Git dropped, with prune off.
 */
record ManyApplications(SyncRun run) {

  private static final int APPLICATIONS = 200;
  private static final int OBJECTS = 20;
  private static final int DROPPED = 10;
  private static final int POLLS = 20;
  private static final int ROLLOUT_STEPS = 10;
  private static final double STEADY_SECONDS = 10;
  private static final double MOST_PASSES = 5;
  private static final double MOST_MIB = 400e6 / (1 << 20);
  private static final Duration SETTLE = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofSeconds(1);

  void measure() throws IOException, InterruptedException {
    run.reset();
    GitRepository repository = run.git().createPublic("team/many");
    String _ = repository.commit(everything());
    List<String> applications = new ArrayList<>();
    for (int i = 0; i < APPLICATIONS; i++) {
      applications.add(
          SyncedObjects.application(name(i), repository.url().toString(), "apps/" + name(i)));
    }
    run.cluster().createAll(SyncedObjects.APPLICATIONS, applications);
    try (OurOperator operator = start()) {
      firstSync(operator, repository);
      idle(operator, repository);
      commitOfOne(operator, repository);
      rollout(operator);
    }
    restart();
  }

  private OurOperator start() throws IOException {
    return run.startOperator("--sync-poll-interval=10s");
  }

  private static String name(int number) {
    return "app-" + number;
  }

  private static GitCommit everything() {
    GitCommit commit = GitCommit.of("All applications");
    for (int i = 0; i < APPLICATIONS; i++) {
      String folder = "apps/" + name(i);
      commit =
          commit
              .files(SyncedObjects.files(folder, name(i), OBJECTS))
              .file(folder + "/hook.yaml", SyncedObjects.hook(name(i) + "-hook"));
    }
    return commit;
  }

  private void firstSync(OurOperator operator, GitRepository repository)
      throws IOException, InterruptedException {
    run.steps().begin("first sync of " + APPLICATIONS + " applications");
    long began = System.nanoTime();
    becomeAvailable();
    run.awaitApplications(APPLICATIONS, SyncRun::isSynced);
    run.row(
        "Sealer, first sync of 200 applications, start included",
        operator,
        APPLICATIONS * OBJECTS,
        SyncRun.secondsSince(began));
    GitCommit drop = GitCommit.of("Drop an object of ten applications");
    for (int i = 0; i < DROPPED; i++) {
      drop = drop.delete("apps/%s/%s-0.yaml".formatted(name(i), name(i)));
    }
    String sha = repository.commit(drop);
    run.awaitApplications(APPLICATIONS, shows(sha));
    awaitRest(operator);
  }

  /** Waits until no Application was looked at for a while. */
  private static void awaitRest(OurOperator operator) throws InterruptedException {
    double before = -1;
    for (double now = passes(operator); now != before; now = passes(operator)) {
      before = now;
      Thread.sleep(SETTLE.toMillis());
    }
  }

  /**
   * Reports each Deployment as rolled out: no controller runs, and a sync with hooks waits for it.
   */
  private void becomeAvailable() throws IOException, InterruptedException {
    int deployments = APPLICATIONS * OBJECTS / SyncedObjects.KINDS;
    while (run.cluster().list(SyncedObjects.DEPLOYMENTS).size() < deployments) {
      Thread.sleep(STEP.toMillis());
    }
    List<ApiRequest> statuses = new ArrayList<>();
    for (int i = 0; i < APPLICATIONS; i++) {
      for (int k = 2; k < OBJECTS; k += SyncedObjects.KINDS) {
        statuses.add(rolledOut(name(i) + "-" + k, 3));
      }
    }
    run.cluster().sendAll(statuses, 2);
  }

  private static ApiRequest rolledOut(String deployment, int replicas) {
    String status =
        """
        {"status": {"observedGeneration": 1, "replicas": 3, "updatedReplicas": %1$d,
          "readyReplicas": %1$d, "availableReplicas": %1$d}}
        """
            .formatted(replicas);
    return ApiRequest.patch(
        SyncedObjects.DEPLOYMENTS + "/" + deployment + "/status", ApiRequest.MERGE_PATCH, status);
  }

  /** Polls in which nothing has changed. */
  private void idle(OurOperator operator, GitRepository repository)
      throws IOException, InterruptedException {
    run.steps().begin(POLLS + " idle rounds");
    AuditLog.Mark mark = run.cluster().plane().auditLog().mark();
    int before = refs(repository);
    int fetches = run.git().count(repository, GitRequest.Kind.FETCH);
    double passes = passes(operator);
    double cpu = new RunningProcess(operator.pid()).cpuSeconds();
    long began = System.nanoTime();
    while (refs(repository) < before + POLLS) {
      Thread.sleep(100);
    }
    double wall = SyncRun.secondsSince(began);
    double spent = new RunningProcess(operator.pid()).cpuSeconds() - cpu;
    OperatorCalls calls = OperatorCalls.since(mark, run.cluster().plane().auditLog());
    run.steps().result("API calls: " + calls);
    run.report().atMost("20 idle rounds: API calls", calls.all(), 0, "");
    run.report()
        .atMost(
            "20 idle rounds: fetches",
            run.git().count(repository, GitRequest.Kind.FETCH) - fetches,
            0,
            "");
    run.report().baseline("20 idle rounds: passes", passes(operator) - passes, "");
    run.report().baseline("20 idle rounds: CPU for each", spent / POLLS * 1_000, " ms");
    run.report().baseline("20 idle rounds: seconds", wall, " s");
    run.report().figure(Figure.count("sync-idle-api-calls", calls.all()));
  }

  /** A commit that changes one of 200 paths. */
  private void commitOfOne(OurOperator operator, GitRepository repository)
      throws IOException, InterruptedException {
    run.steps().begin("a commit of one application");
    AuditLog log = run.cluster().plane().auditLog();
    AuditLog.Mark mark = log.mark();
    int fetches = run.git().count(repository, GitRequest.Kind.FETCH);
    String changed = "%s-3".formatted(name(7));
    String sha =
        repository.commit(
            GitCommit.of("Change one application")
                .file(
                    "apps/%s/%s.yaml".formatted(name(7), changed),
                    SyncedObjects.configMap(changed, "hello again")));
    long began = System.nanoTime();
    run.awaitApplications(
        1, found -> found.at("/metadata/name").asText().equals(name(7)) && shows(sha).test(found));
    double first = SyncRun.secondsSince(began);
    List<AuditEntry> writes = statusWrites(log, mark);
    long own = writes.stream().filter(write -> write.name().equals(name(7))).count();
    double others = writes.stream().map(AuditEntry::name).distinct().count() - 1.0;
    run.awaitApplications(APPLICATIONS, shows(sha));
    double all = SyncRun.secondsSince(began);
    OperatorCalls calls = OperatorCalls.since(mark, log);
    run.steps().result("API calls: " + calls);
    run.report().baseline("a commit of one: synced after", first, " s");
    run.report().baseline("a commit of one: its status writes", (double) own, "");
    run.report().baseline("a commit of one: others written by then, of 199", others, "");
    run.report().baseline("a commit of one: all 200 show it after", all, " s");
    run.report()
        .atMost(
            "a commit of one: fetches",
            run.git().count(repository, GitRequest.Kind.FETCH) - fetches,
            1,
            "");
    run.report().atMost("a commit of one: dry runs", calls.dryRuns(), 1, "");
    awaitRest(operator);
  }

  /** The status of a Deployment changes as in a rollout. */
  private void rollout(OurOperator operator) throws IOException, InterruptedException {
    run.steps().begin("a rollout");
    AuditLog.Mark mark = run.cluster().plane().auditLog().mark();
    double before = passes(operator);
    for (int i = 0; i <= ROLLOUT_STEPS; i++) {
      ApiRequest step = rolledOut(name(9) + "-2", 3 * i / ROLLOUT_STEPS);
      run.cluster().sendAll(List.of(step), 1);
      Thread.sleep(STEP.toMillis());
    }
    Thread.sleep(SETTLE.toMillis());
    OperatorCalls calls = OperatorCalls.since(mark, run.cluster().plane().auditLog());
    run.steps().result("API calls: " + calls);
    run.report().atMost("a rollout: passes", passes(operator) - before, MOST_PASSES, "");
    run.report()
        .atMost("a rollout: status writes", calls.of("patch applications"), MOST_PASSES, "");
  }

  private void restart() throws IOException, InterruptedException {
    run.steps().begin("started again with all in sync");
    AuditLog log = run.cluster().plane().auditLog();
    AuditLog.Mark mark = log.mark();
    long began = System.nanoTime();
    try (OurOperator operator = start()) {
      operator.awaitSteady(SyncRun.LOOP, APPLICATIONS);
      double wall = SyncRun.secondsSince(began);
      Thread.sleep(SETTLE.toMillis());
      run.row("Sealer, started again", operator, 0, wall);
      OperatorCalls calls = OperatorCalls.since(mark, log);
      run.steps().result("API calls: " + calls);
      run.report().atMost("started again: steady", wall, STEADY_SECONDS, " s");
      run.report().atMost("started again: dry runs", calls.dryRuns(), 0, "");
      run.report().atMost("started again: reads of an object", objectReads(calls), 0, "");
      double resident = new RunningProcess(operator.pid()).residentKib() / 1024.0;
      run.report().atMost("resident memory", resident, MOST_MIB, " MiB");
      run.report().figure(Figure.count("sync-restart-api-calls", calls.all()));
    }
  }

  /** Applications and projects are read once by each pass; the objects that they sync are not. */
  private static int objectReads(OperatorCalls calls) {
    return calls.counts().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("get "))
        .filter(
            entry -> SyncedObjects.RESOURCES.contains(entry.getKey().substring("get ".length())))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static List<AuditEntry> statusWrites(AuditLog log, AuditLog.Mark mark) {
    return log.entries(
        mark, AuditFilter.any().verb("patch").group("argoproj.io").resource("applications"));
  }

  private static Predicate<JsonNode> shows(String sha) {
    return application ->
        application.at("/status/sync/revision").asText().equals(sha)
            && !application.at("/status/operationState/phase").asText().equals("Running");
  }

  private int refs(GitRepository repository) {
    return run.git().count(repository, GitRequest.Kind.LS_REFS);
  }

  private static double passes(OurOperator operator) {
    return operator.metric("controller_runtime_reconcile_total", "controller=\"application\"");
  }
}
