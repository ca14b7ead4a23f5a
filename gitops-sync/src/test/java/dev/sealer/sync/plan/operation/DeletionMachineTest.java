package dev.sealer.sync.plan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.sync.plan.order.TaskResult.HookState;
import dev.sealer.sync.plan.order.TaskResults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is next for the hooks of an Application that is being deleted. */
final class DeletionMachineTest {

  private static final Instant DELETED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Desired EARLY = hook("ConfigMap", "early", -1);
  private static final Desired SECRET = hook("Secret", "b", 0);
  private static final Desired JOB = hook("Job", "a", 0);
  private static final List<Desired> ALL = List.of(JOB, SECRET, EARLY);

  private static Desired hook(String kind, String name, int wave) {
    ResourceId id = new ResourceId(kind.equals("Job") ? "batch" : "", kind, "app", name);
    return new Desired(
        id, "v1", Json.object(), new Origin("app/hook.yaml", 1), wave, Optional.empty(), Set.of());
  }

  private static TaskResult result(Desired hook, HookState state) {
    return TaskResult.hook(hook, SyncPhase.PRE_DELETE, state, "message of " + hook.id().name());
  }

  private static DeletionMachine.Step next(TaskResult... results) {
    return DeletionMachine.next(
        ALL, SyncPhase.PRE_DELETE, new TaskResults(Stream.of(results).toList()));
  }

  @Test
  void theLowestWaveIsFirstAndKindsHaveTheirOrder() {
    assertThat(next()).isEqualTo(new DeletionMachine.Start(List.of(EARLY)));
    assertThat(next(result(EARLY, HookState.RUNNING))).isInstanceOf(DeletionMachine.Wait.class);
    assertThat(next(result(EARLY, HookState.SUCCEEDED)))
        .isEqualTo(new DeletionMachine.Start(List.of(SECRET, JOB)));
  }

  @Test
  void aPhaseIsDoneWhenAllHaveSucceeded() {
    assertThat(
            next(
                result(EARLY, HookState.SUCCEEDED),
                result(SECRET, HookState.SUCCEEDED),
                result(JOB, HookState.SUCCEEDED)))
        .isEqualTo(new DeletionMachine.Done());
    assertThat(DeletionMachine.next(List.of(), SyncPhase.PRE_DELETE, new TaskResults(List.of())))
        .isEqualTo(new DeletionMachine.Done());
  }

  @Test
  void aFailureWaitsForTheHooksThatRunAndStartsNoLaterWave() {
    assertThat(
            next(
                result(EARLY, HookState.SUCCEEDED),
                result(SECRET, HookState.FAILED),
                result(JOB, HookState.RUNNING)))
        .isInstanceOf(DeletionMachine.Wait.class);
    assertThat(next(result(EARLY, HookState.FAILED)))
        .isEqualTo(new DeletionMachine.Failed("ConfigMap app/early: message of early"));
  }

  @Test
  void resultsOfTheOtherPhaseDoNotCount() {
    TaskResult after = TaskResult.hook(EARLY, SyncPhase.POST_DELETE, HookState.SUCCEEDED, "");

    assertThat(next(after)).isEqualTo(new DeletionMachine.Start(List.of(EARLY)));
  }

  @Test
  void anOperationBelongsToOneDeletion() {
    SyncOperation operation =
        DeletionMachine.begin(SyncTarget.of(null, List.of(), "abc", List.of()), DELETED, null);

    assertThat(DeletionMachine.isOf(operation, DELETED)).isTrue();
    assertThat(DeletionMachine.isOf(operation, DELETED.plusSeconds(1))).isFalse();
    assertThat(operation.failed(OperationLife.Outcome.FAILED, "", DELETED).isActive()).isFalse();
  }
}
