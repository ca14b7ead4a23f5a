package dev.sealer.sync.plan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sealer.crds.argoproj.AppProjectSpec;
import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.crds.argoproj.ApplicationSpec;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.operation.OperationLife.Outcome;
import dev.sealer.sync.plan.operation.OperationMachine.Next;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.sync.plan.window.SyncWindows;
import dev.sealer.yaml.KubeYaml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests the life of a sync, without a cluster and without a process. */
final class OperationMachineTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ResourceId ID = new ResourceId("", "ConfigMap", "app", "a");
  private static final Desired DESIRED =
      new Desired(
          ID,
          "v1",
          JsonNodeFactory.instance.objectNode(),
          new Origin("a.yaml", 1),
          0,
          Optional.empty(),
          Set.of());
  private static final LiveFacts LIVE =
      LiveFacts.of(JsonNodeFactory.instance.objectNode(), HealthChecks.builtIn());

  private static final Comparison SYNCED =
      new Comparison(List.of(Compared.both(DESIRED, LIVE, List.of(), "")));
  private static final Comparison MISSING = new Comparison(List.of(Compared.missing(DESIRED)));
  private static final Comparison EMPTIED = new Comparison(List.of(Compared.extra(ID, "v1", LIVE)));

  private static final ApplicationSpec MANUAL = spec("{}");
  private static final ApplicationSpec AUTOMATED =
      spec(
          "{automated: {prune: true, selfHeal: true}, retry: {limit: 2, backoff: {duration: 10s}}}");

  private static ApplicationSpec spec(String policy) {
    return Json.typed(
        KubeYaml.readDocument(
                "{source: {repoURL: 'https://git.example.com/app', path: app}, destination:"
                    + " {namespace: app}, project: default, syncPolicy: "
                    + policy
                    + "}",
                "test")
            .content(),
        ApplicationSpec.class);
  }

  private static SyncTarget target(String sha) {
    ApplicationSource source = MANUAL.source();
    return SyncTarget.of(source, List.of(), sha, List.of());
  }

  private static Situation at(ApplicationSpec spec, Comparison comparison, String sha) {
    return new Situation(
        Optional.empty(),
        spec,
        comparison,
        target(sha),
        SyncWindows.none(),
        Optional.empty(),
        Optional.empty(),
        NOW);
  }

  private static Situation at(Situation situation, Instant now) {
    return new Situation(
        situation.requested(),
        situation.spec(),
        situation.comparison(),
        situation.current(),
        situation.windows(),
        situation.pausedUntil(),
        situation.newest(),
        now);
  }

  /** Returns an automated sync that began a moment ago. */
  private static SyncOperation begun(String sha) {
    return OperationMachine.next(
            Optional.empty(), at(at(AUTOMATED, MISSING, sha), NOW.minusSeconds(1)))
        .operation()
        .orElseThrow();
  }

  private static SyncOperation with(SyncOperation operation, OperationLife life) {
    return new SyncOperation(
        operation.request(),
        operation.target(),
        operation.startedAt(),
        operation.retries(),
        life,
        operation.results(),
        operation.message());
  }

  @Test
  void nothingBeginsWhereNothingIsToDo() {
    assertThat(OperationMachine.next(Optional.empty(), at(AUTOMATED, SYNCED, "1")))
        .isEqualTo(new Next(Optional.empty(), List.of(new Effect.ReleaseHooks())));
    assertThat(OperationMachine.next(Optional.empty(), at(MANUAL, MISSING, "1")).operation())
        .isEmpty();
  }

  @Test
  void anAutomatedSyncIsStoredBeforeItIsDriven() {
    Next next = OperationMachine.next(Optional.empty(), at(AUTOMATED, MISSING, "1"));

    assertThat(next.effects()).containsExactly(new Effect.Begin(false), new Effect.Drive());
    assertThat(next.operation().orElseThrow().isAutomated()).isTrue();
    assertThat(next.operation().orElseThrow().target()).isEqualTo(target("1"));
  }

  @Test
  void aRequestIsTakenOffAsItBegins() {
    Operation request =
        Json.typed(
            KubeYaml.readDocument("{sync: {prune: true}}", "test").content(), Operation.class);
    Situation situation =
        new Situation(
            Optional.of(request),
            MANUAL,
            SYNCED,
            target("1"),
            SyncWindows.none(),
            Optional.empty(),
            Optional.empty(),
            NOW);

    Next next = OperationMachine.next(Optional.empty(), situation);

    assertThat(next.effects()).containsExactly(new Effect.Begin(true), new Effect.Drive());
    assertThat(next.operation().orElseThrow().request()).isEqualTo(request);
  }

  @Test
  void aRunningSyncGoesOnAfterACrash() {
    SyncOperation running = begun("1");

    assertThat(OperationMachine.next(Optional.of(running), at(AUTOMATED, MISSING, "1")))
        .isEqualTo(new Next(Optional.of(running), List.of(new Effect.Drive())));
  }

  @Test
  void aTerminatedSyncEndsWithoutARetry() {
    SyncOperation terminating = with(begun("1"), new OperationLife.Terminating());
    Next next = OperationMachine.next(Optional.of(terminating), at(AUTOMATED, MISSING, "1"));

    assertThat(next.operation().orElseThrow().life())
        .isEqualTo(new OperationLife.Ended(Outcome.FAILED, NOW));
    assertThat(next.effects()).contains(new Effect.End(), new Effect.ReleaseHooks());
  }

  @Test
  void aFailedSyncIsTriedAgainOnTimeAndThenEnds() {
    Situation situation = at(AUTOMATED, MISSING, "1");
    Next failed =
        OperationMachine.after(new OperationMachine.Fails(begun("1"), "refused"), situation);
    SyncOperation waiting = failed.operation().orElseThrow();
    assertThat(waiting.awaitsRetry()).isTrue();
    assertThat(waiting.message()).isEqualTo("refused; retry 1 follows in 10 s");
    assertThat(failed.effects()).doesNotContain(new Effect.End());

    assertThat(OperationMachine.next(Optional.of(waiting), situation).effects())
        .containsExactly(new Effect.WakeAfter(Duration.ofMillis(10_050)));
    Situation later =
        new Situation(
            Optional.empty(),
            AUTOMATED,
            MISSING,
            target("1"),
            SyncWindows.none(),
            Optional.empty(),
            Optional.empty(),
            NOW.plusSeconds(10));
    SyncOperation again =
        OperationMachine.next(Optional.of(waiting), later).operation().orElseThrow();
    assertThat(again.retries()).isEqualTo(1);
    assertThat(again.life()).isEqualTo(new OperationLife.Running());

    SyncOperation last = again.retried(target("1"));
    Next end = OperationMachine.after(new OperationMachine.Fails(last, "refused"), later);
    assertThat(end.operation().orElseThrow().isActive()).isFalse();
    assertThat(end.effects()).contains(new Effect.End());
  }

  @Test
  void aCommitThatEmptiesTheDirectoryDoesNotPassByARetry() {
    SyncOperation waiting = with(begun("1"), new OperationLife.AwaitingRetry(NOW));

    Next next = OperationMachine.next(Optional.of(waiting), at(AUTOMATED, EMPTIED, "2"));

    assertThat(next.operation().orElseThrow().isActive()).isFalse();
    assertThat(next.effects()).doesNotContain(new Effect.Drive()).contains(new Effect.End());
  }

  @Test
  void aFormerLeaderWhoseClockIsAheadDelaysNothing() {
    Instant ahead = NOW.plus(Duration.ofHours(1));
    SyncOperation waiting = with(begun("1"), new OperationLife.AwaitingRetry(ahead));
    SyncOperation ended =
        with(begun("1"), new OperationLife.Ended(OperationLife.Outcome.SUCCEEDED, ahead));

    assertThat(OperationMachine.next(Optional.of(waiting), at(AUTOMATED, MISSING, "1")).effects())
        .contains(new Effect.Drive());
    assertThat(OperationMachine.next(Optional.of(ended), at(AUTOMATED, MISSING, "1")).effects())
        .contains(new Effect.Drive());
  }

  @Test
  void twoSyncsOfOneSecondAreToldApart() {
    SyncOperation first =
        with(begun("1"), new OperationLife.Ended(OperationLife.Outcome.SUCCEEDED, NOW));
    Situation again = held(Optional.of(BY_HAND), "", Optional.empty());

    Next early = OperationMachine.next(Optional.of(first), at(again, NOW.minusMillis(400)));
    assertThat(early.operation()).hasValue(first);
    assertThat(early.effects()).containsExactly(new Effect.WakeAfter(Duration.ofMillis(450)));

    Next later = OperationMachine.next(Optional.of(first), at(again, NOW));
    assertThat(later.effects()).containsExactly(new Effect.Begin(true), new Effect.Drive());
    assertThat(later.operation().orElseThrow().startedAt()).isEqualTo(NOW);
  }

  @Test
  void aNewerCommitIsASyncOfItsOwn() {
    SyncOperation waiting = with(begun("1"), new OperationLife.AwaitingRetry(NOW));

    Next next = OperationMachine.next(Optional.of(waiting), at(AUTOMATED, MISSING, "2"));

    assertThat(next.operation().orElseThrow().target()).isEqualTo(target("2"));
    assertThat(next.operation().orElseThrow().retries()).isZero();
  }

  @Test
  void aWaitingRetryDoesNotBeginANewerCommitWithoutAutomation() {
    SyncOperation waiting = with(begun("1"), new OperationLife.AwaitingRetry(NOW));

    Next next = OperationMachine.next(Optional.of(waiting), at(MANUAL, MISSING, "2"));

    assertThat(next.operation().orElseThrow().isActive()).isFalse();
    assertThat(next.operation().orElseThrow().message()).isEqualTo("superseded by commit 2");
    assertThat(next.effects()).contains(new Effect.End()).doesNotContain(new Effect.Drive());
  }

  @Test
  void aPauseHoldsAWaitingRetry() {
    SyncOperation waiting = with(begun("1"), new OperationLife.AwaitingRetry(NOW));
    Situation paused = held(Optional.empty(), "", Optional.of(NOW.plus(Duration.ofHours(2))));

    Next next = OperationMachine.next(Optional.of(waiting), paused);

    assertThat(next.operation()).hasValue(waiting);
    assertThat(next.effects())
        .hasAtLeastOneElementOfType(Effect.Hold.class)
        .doesNotContain(new Effect.Drive());
  }

  @Test
  void aRetryThatAPauseHoldsGivesWayToASyncByHand() {
    SyncOperation waiting = with(begun("1"), new OperationLife.AwaitingRetry(NOW));
    Situation paused = held(Optional.of(BY_HAND), "", Optional.of(NOW.plus(Duration.ofHours(2))));

    Next next = OperationMachine.next(Optional.of(waiting), paused);

    assertThat(next.operation().orElseThrow().isActive()).isFalse();
    assertThat(OperationMachine.next(next.operation(), paused).effects())
        .containsExactly(new Effect.Begin(true), new Effect.Drive());
  }

  private static Situation withNewest(String sha) {
    return new Situation(
        Optional.empty(),
        AUTOMATED,
        MISSING,
        target("1"),
        SyncWindows.none(),
        Optional.empty(),
        Optional.of(sha),
        NOW);
  }

  @Test
  void aSyncThatWaitsGivesWayToANewerCommit() {
    Next next = OperationMachine.after(new OperationMachine.Waits(begun("1")), withNewest("2"));

    SyncOperation end = next.operation().orElseThrow();
    assertThat(end.message()).isEqualTo("superseded by commit 2");
    assertThat(end.isActive()).isFalse();
    Operation.Sync following =
        OperationMachine.next(Optional.of(end), at(AUTOMATED, MISSING, "2"))
            .operation()
            .orElseThrow()
            .request()
            .sync();
    assertThat(following).isNotNull();
    assertThat(following.revision()).isEqualTo("2");
  }

  @Test
  void aSyncBehindAGateLooksAgainWhenTheGateSaysAndGivesWayToANewerCommit() {
    OperationMachine.Held held = new OperationMachine.Held(begun("1"), Duration.ofSeconds(7));

    assertThat(OperationMachine.after(held, at(AUTOMATED, MISSING, "1")).effects())
        .containsExactly(new Effect.WakeAfter(Duration.ofSeconds(7)));
    assertThat(OperationMachine.after(held, withNewest("2")).operation().orElseThrow().isActive())
        .isFalse();
  }

  @Test
  void aHookThatRunsEndsFirst() {
    SyncOperation running =
        begun("1")
            .with(
                List.of(
                    TaskResult.hook(DESIRED, SyncPhase.PRE_SYNC, TaskResult.HookState.RUNNING, "")),
                "");

    assertThat(
            OperationMachine.after(new OperationMachine.Waits(running), withNewest("2"))
                .operation()
                .orElseThrow()
                .isActive())
        .isTrue();
  }

  @Test
  void aSyncThatSomebodyAskedForIsNotGivenUp() {
    Operation request =
        Json.typed(
            KubeYaml.readDocument("{sync: {revision: v1}}", "test").content(), Operation.class);
    SyncOperation asked = SyncOperation.begin(request, target("1"), NOW);

    assertThat(
            OperationMachine.after(new OperationMachine.Waits(asked), withNewest("2"))
                .operation()
                .orElseThrow()
                .isActive())
        .isTrue();
  }

  @Test
  void onlyASyncOfEverythingIsRemembered() {
    Situation situation = at(AUTOMATED, MISSING, "1");
    assertThat(
            OperationMachine.after(new OperationMachine.Succeeds(begun("1"), "done"), situation)
                .effects())
        .contains(new Effect.Remember(), new Effect.End());

    Operation dryRun =
        Json.typed(
            KubeYaml.readDocument("{sync: {dryRun: true}}", "test").content(), Operation.class);
    assertThat(
            OperationMachine.after(
                    new OperationMachine.Succeeds(
                        SyncOperation.begin(dryRun, target("1"), NOW), "done"),
                    situation)
                .effects())
        .doesNotContain(new Effect.Remember());
  }

  @Test
  void aBrokenSourceEndsARequestAndLeavesAWaitingRetryAlone() {
    Operation request =
        Json.typed(KubeYaml.readDocument("{sync: {}}", "test").content(), Operation.class);
    Next refused =
        OperationMachine.broken(
            Optional.empty(), Optional.of(request), target(""), "no such path", NOW);
    assertThat(refused.operation().orElseThrow().life())
        .isEqualTo(new OperationLife.Ended(Outcome.ERROR, NOW));

    SyncOperation waiting = with(begun("1"), new OperationLife.AwaitingRetry(NOW));
    assertThat(
            OperationMachine.broken(
                Optional.of(waiting), Optional.empty(), target("1"), "outage", NOW))
        .isEqualTo(new Next(Optional.of(waiting), List.of()));
  }

  /** Returns a situation in which windows and a pause count. */
  private static Situation held(
      Optional<Operation> requested, String window, Optional<Instant> pausedUntil) {
    AppProjectSpec project =
        Json.typed(
            KubeYaml.readDocument("{syncWindows: [" + window + "]}", "test").content(),
            AppProjectSpec.class);
    return new Situation(
        requested,
        AUTOMATED,
        MISSING,
        target("1"),
        SyncWindows.of(project.syncWindows(), "web", AUTOMATED.destination()),
        pausedUntil,
        Optional.empty(),
        NOW);
  }

  private static final String DENY =
      "{kind: deny, schedule: '0 23 * * *', duration: 2h, applications: [web]}";
  private static final Operation BY_HAND =
      Json.typed(KubeYaml.readDocument("{sync: {}}", "test").content(), Operation.class);

  @Test
  void aWindowHoldsAnAutomatedSyncUntilItsEdge() {
    Next next =
        OperationMachine.next(Optional.empty(), held(Optional.empty(), DENY, Optional.empty()));

    assertThat(next.operation()).isEmpty();
    assertThat(next.effects())
        .containsExactly(
            new Effect.ReleaseHooks(),
            new Effect.Hold(
                "held by the deny window \"0 23 * * *\" (2h, Z) of the project; it goes on at"
                    + " 2026-01-01T01:00:00Z"),
            new Effect.WakeAfter(Duration.ofHours(1).plusMillis(50)));
  }

  @Test
  void aWindowHoldsASyncByHandWithAMessage() {
    Situation situation = held(Optional.of(BY_HAND), DENY, Optional.empty());
    Next next = OperationMachine.next(Optional.empty(), situation);

    assertThat(next.operation().orElseThrow().message()).startsWith("held by the deny window");
    assertThat(next.effects()).contains(new Effect.Begin(true)).doesNotContain(new Effect.Drive());
    Next again = OperationMachine.next(next.operation(), situation);
    assertThat(again.operation()).isEqualTo(next.operation());
    assertThat(again.effects()).doesNotContain(new Effect.Drive());

    String manual = DENY.replace("}", ", manualSync: true}");
    assertThat(
            OperationMachine.next(
                    next.operation(), held(Optional.empty(), manual, Optional.empty()))
                .effects())
        .containsExactly(new Effect.Drive());
  }

  @Test
  void aWindowHoldsRetriesAndRunningSyncsUnlessTheyMayOverrun() {
    SyncOperation running =
        SyncOperation.begin(begun("1").request(), target("1"), NOW.minus(Duration.ofHours(3)));
    SyncOperation waiting = running.failed(Outcome.FAILED, "refused", NOW.minusSeconds(60));
    Situation situation = held(Optional.empty(), DENY, Optional.empty());

    assertThat(OperationMachine.next(Optional.of(running), situation).effects())
        .doesNotContain(new Effect.Drive());
    assertThat(OperationMachine.next(Optional.of(waiting), situation).effects())
        .hasAtLeastOneElementOfType(Effect.Hold.class)
        .doesNotContain(new Effect.Drive());
    String overrun = DENY.replace("}", ", syncOverrun: true}");
    assertThat(
            OperationMachine.next(
                    Optional.of(running), held(Optional.empty(), overrun, Optional.empty()))
                .effects())
        .containsExactly(new Effect.Drive());
  }

  @Test
  void aPauseHoldsAutomatedSyncsOnly() {
    Instant until = NOW.plusSeconds(7200);
    Situation paused = held(Optional.empty(), "", Optional.of(until));

    assertThat(OperationMachine.next(Optional.empty(), paused).effects())
        .contains(
            new Effect.Hold("automated sync and self-heal are paused until " + until),
            new Effect.WakeAfter(Duration.ofHours(2).plusMillis(50)));
    assertThat(
            OperationMachine.next(
                    Optional.empty(), held(Optional.of(BY_HAND), "", Optional.of(until)))
                .effects())
        .contains(new Effect.Drive());
    assertThat(
            OperationMachine.next(Optional.empty(), held(Optional.empty(), "", Optional.of(NOW)))
                .effects())
        .contains(new Effect.Drive());
  }
}
