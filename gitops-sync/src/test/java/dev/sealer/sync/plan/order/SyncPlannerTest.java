package dev.sealer.sync.plan.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.order.Task.Action;
import dev.sealer.sync.plan.order.Task.State;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncPlannerTest {

  @Test
  void phasesThenWavesThenKindsThenNames() {
    List<Task> tasks =
        List.of(
            apply("apps", "Deployment", "web", 0, State.PENDING),
            apply("", "ConfigMap", "b", 0, State.PENDING),
            apply("", "ConfigMap", "a", 0, State.PENDING),
            apply("example.com", "Widget", "w", 0, State.PENDING),
            apply("", "Namespace", "n", 0, State.PENDING));

    assertThat(run(SyncPlanner.next(tasks))).containsExactly("n", "a", "b", "web", "w");
  }

  @Test
  void phasesFollowEachOther() {
    Task before = hook("before", SyncPhase.PRE_SYNC, State.PENDING);
    Task during = apply("", "ConfigMap", "during", -9, State.PENDING);
    Task after = hook("after", SyncPhase.POST_SYNC, State.PENDING);

    assertThat(run(SyncPlanner.next(List.of(after, during, before)))).containsExactly("before");
    Task done = hook("before", SyncPhase.PRE_SYNC, State.DONE);
    assertThat(run(SyncPlanner.next(List.of(after, during, done)))).containsExactly("during");
  }

  @Test
  void deletionsComeFirstInTheirWave() {
    List<Task> tasks =
        List.of(apply("", "Namespace", "new", 0, State.PENDING), prune("old", 0, State.PENDING));

    assertThat(run(SyncPlanner.next(tasks))).containsExactly("old", "new");
  }

  @Test
  void theNextWaveWaitsForTheFirstToBeHealthy() {
    Task second = apply("", "ConfigMap", "second", 1, State.PENDING);

    assertThat(
            SyncPlanner.next(List.of(apply("apps", "Deployment", "a", 0, State.WAITING), second)))
        .isInstanceOfSatisfying(
            Step.Wait.class, wait -> assertThat(wait.message()).contains("Deployment.apps"));
    assertThat(
            run(SyncPlanner.next(List.of(apply("apps", "Deployment", "a", 0, State.DONE), second))))
        .containsExactly("second");
    assertThat(
            SyncPlanner.next(List.of(apply("apps", "Deployment", "a", 0, State.UNHEALTHY), second)))
        .isInstanceOf(Step.Failed.class);
  }

  @Test
  void aWaveThatIsAloneDoesNotWaitForHealth() {
    assertThat(SyncPlanner.next(List.of(apply("apps", "Deployment", "a", 0, State.WAITING))))
        .isInstanceOf(Step.Succeeded.class);
    assertThat(SyncPlanner.next(List.of(apply("apps", "Deployment", "a", 0, State.UNHEALTHY))))
        .isInstanceOf(Step.Succeeded.class);
  }

  @Test
  void aDeletionIsWaitedForAlsoInTheLastWave() {
    assertThat(SyncPlanner.next(List.of(prune("old", 0, State.WAITING))))
        .isInstanceOfSatisfying(
            Step.Wait.class,
            wait -> assertThat(wait.message()).isEqualTo("waiting for ConfigMap ns/old"));
    assertThat(SyncPlanner.next(List.of(prune("old", 0, State.DONE))))
        .isInstanceOf(Step.Succeeded.class);
  }

  @Test
  void aDeletionThatIsStuckHoldsBackLaterWavesAndNotTheEnd() {
    Task done = apply("", "ConfigMap", "a", 0, State.DONE);

    assertThat(SyncPlanner.next(List.of(done, prune("old", 1, State.STUCK))))
        .isInstanceOf(Step.Succeeded.class);
    assertThat(
            SyncPlanner.next(
                List.of(
                    prune("old", 0, State.STUCK), apply("", "ConfigMap", "b", 1, State.PENDING))))
        .isInstanceOfSatisfying(
            Step.Failed.class, failed -> assertThat(failed.message()).contains("ConfigMap ns/old"));
  }

  @Test
  void aRunningHookAlwaysBlocks() {
    assertThat(SyncPlanner.next(List.of(hook("h", SyncPhase.PRE_SYNC, State.WAITING))))
        .isInstanceOf(Step.Wait.class);
  }

  @Test
  void aTaskThatIsHeldLetsItsNeighborsGoOnAndNotTheNextWave() {
    Task held = apply("example.com", "Widget", "w", 0, State.PENDING).held("not served yet");
    Task next = apply("", "ConfigMap", "next", 1, State.PENDING);

    assertThat(
            run(
                SyncPlanner.next(
                    List.of(held, apply("", "ConfigMap", "ok", 0, State.PENDING), next))))
        .containsExactly("ok");
    assertThat(SyncPlanner.next(List.of(held, next)))
        .isEqualTo(new Step.Wait("waiting for Widget.example.com ns/w: not served yet"));
    assertThat(SyncPlanner.next(List.of(held))).isInstanceOf(Step.Wait.class);
  }

  @Test
  void aRefusedObjectFailsAfterTheRestOfItsWaveWasTried() {
    Task refused = apply("", "ConfigMap", "bad", 0, State.FAILED);

    assertThat(
            run(SyncPlanner.next(List.of(refused, apply("", "ConfigMap", "ok", 0, State.PENDING)))))
        .containsExactly("ok");
    assertThat(SyncPlanner.next(List.of(refused, apply("", "ConfigMap", "ok", 0, State.DONE))))
        .isInstanceOfSatisfying(
            Step.Failed.class, failed -> assertThat(failed.message()).contains("ConfigMap ns/bad"));
  }

  @Test
  void afterAFailureItsHooksRunToTheEndFirst() {
    Task refused = apply("", "ConfigMap", "bad", 0, State.FAILED);

    assertThat(
            run(
                SyncPlanner.next(
                    List.of(refused, hook("alarm", SyncPhase.SYNC_FAIL, State.PENDING)))))
        .containsExactly("alarm");
    assertThat(
            SyncPlanner.next(List.of(refused, hook("alarm", SyncPhase.SYNC_FAIL, State.WAITING))))
        .isInstanceOf(Step.Wait.class);
    assertThat(SyncPlanner.next(List.of(refused, hook("alarm", SyncPhase.SYNC_FAIL, State.DONE))))
        .isInstanceOf(Step.Failed.class);
  }

  @Test
  void hooksForFailureDoNotRunWithoutOne() {
    assertThat(
            SyncPlanner.next(
                List.of(
                    apply("", "ConfigMap", "ok", 0, State.DONE),
                    hook("alarm", SyncPhase.SYNC_FAIL, State.PENDING))))
        .isInstanceOf(Step.Succeeded.class);
  }

  @Test
  void aMessageIsBoundedInNumberAndLength() {
    assertThat(SyncPlanner.listed(List.of("a", "b"))).isEqualTo("a; b");
    assertThat(SyncPlanner.listed(Collections.nCopies(25, "a"))).endsWith("; and 5 more");
    assertThat(SyncPlanner.listed(List.of("x".repeat(5_000)))).hasSize(1_000);
  }

  @Test
  void nothingToDoIsDone() {
    assertThat(SyncPlanner.next(List.of())).isInstanceOf(Step.Succeeded.class);
  }

  private static Task apply(String group, String kind, String name, int wave, State state) {
    ResourceId id = new ResourceId(group, kind, "ns", name);
    return new Task(Action.APPLY, id, SyncPhase.SYNC, wave, state, "");
  }

  private static Task prune(String name, int wave, State state) {
    ResourceId id = new ResourceId("", "ConfigMap", "ns", name);
    return new Task(Action.PRUNE, id, SyncPhase.SYNC, wave, state, "");
  }

  private static Task hook(String name, SyncPhase phase, State state) {
    return new Task(Action.HOOK, new ResourceId("batch", "Job", "ns", name), phase, 0, state, "");
  }

  private static List<String> run(Step step) {
    assertThat(step).isInstanceOf(Step.Run.class);
    return ((Step.Run) step).tasks().stream().map(task -> task.id().name()).toList();
  }
}
