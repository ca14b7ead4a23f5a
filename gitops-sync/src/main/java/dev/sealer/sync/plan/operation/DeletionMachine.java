package dev.sealer.sync.plan.operation;

import dev.sealer.crds.argoproj.NameValue;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.crds.argoproj.RetryStrategy;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.order.KindOrder;
import dev.sealer.sync.plan.order.SyncPlanner;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.sync.plan.order.TaskResult.HookState;
import dev.sealer.sync.plan.order.TaskResults;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the hooks of an Application that is being deleted. Their results are stored like those
 * of a sync, so that another leader goes on where the status says.
 */
public final class DeletionMachine {

  /** The name, in what an operation tells of itself, of the deletion that it belongs to. */
  private static final String DELETION = "sealer.dev/deletion";

  private DeletionMachine() {}

  /** The next step for the hooks of one phase. */
  public sealed interface Step {}

  /** Create these hooks. */
  public record Start(List<Desired> hooks) implements Step {
    /** Copies the hooks. */
    public Start {
      hooks = List.copyOf(hooks);
    }
  }

  /** Wait for hooks that run. */
  public record Wait(String message) implements Step {}

  /** A hook failed. */
  public record Failed(String message) implements Step {}

  /** All hooks of the phase have succeeded. */
  public record Done() implements Step {}

  /**
   * Returns the operation of a deletion that begins.
   *
   * @param deletedAt when the Application was deleted; its hooks are marked with this time
   * @param retry how often hooks that failed run again; null for never
   */
  public static SyncOperation begin(
      SyncTarget target, Instant deletedAt, @Nullable RetryStrategy retry) {
    List<NameValue> info = List.of(new NameValue(DELETION, deletedAt.toString()));
    return SyncOperation.begin(new Operation(null, null, info, retry), target, deletedAt);
  }

  /** Returns whether an operation is the deletion that began at {@code deletedAt}. */
  public static boolean isOf(SyncOperation operation, Instant deletedAt) {
    return operation.request().info().contains(new NameValue(DELETION, deletedAt.toString()));
  }

  /** Decides: one wave after the other, and within a wave all hooks at once. */
  public static Step next(List<Desired> hooks, SyncPhase phase, TaskResults results) {
    List<TaskResult> failed =
        hooks.stream()
            .flatMap(hook -> results.ofHook(hook.id(), phase).stream())
            .filter(result -> result.hook().equals(Optional.of(HookState.FAILED)))
            .toList();
    List<Desired> running =
        hooks.stream()
            .filter(
                hook -> results.ofHook(hook.id(), phase).filter(TaskResult::isRunning).isPresent())
            .toList();
    if (!running.isEmpty()) {
      return new Wait(
          "waiting for hooks: "
              + SyncPlanner.listed(running.stream().map(hook -> hook.id().toString()).toList()));
    }
    if (!failed.isEmpty()) {
      return new Failed(
          SyncPlanner.listed(failed.stream().map(one -> one.id() + ": " + one.message()).toList()));
    }
    List<Desired> pending =
        hooks.stream()
            .filter(hook -> results.ofHook(hook.id(), phase).isEmpty())
            .sorted(
                Comparator.comparingInt(Desired::wave)
                    .thenComparingInt(hook -> KindOrder.rank(hook.id()))
                    .thenComparing(Desired::id))
            .toList();
    return pending.isEmpty()
        ? new Done()
        : new Start(
            pending.stream().filter(hook -> hook.wave() == pending.getFirst().wave()).toList());
  }
}
