package dev.sealer.sync.plan.operation;

import dev.sealer.crds.argoproj.Operation;
import dev.sealer.sync.plan.order.RetryPolicy;
import dev.sealer.sync.plan.order.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One sync of an Application, from its begin to its end. Immutable.
 *
 * @param request what was asked for
 * @param target the sources and commits that it began with
 * @param retries how often it was tried again
 * @param results what was done so far in this try
 * @param message one line for the user; may be empty
 */
public record SyncOperation(
    Operation request,
    SyncTarget target,
    Instant startedAt,
    long retries,
    OperationLife life,
    List<TaskResult> results,
    String message) {

  /** Copies the results. */
  public SyncOperation {
    results = List.copyOf(results);
  }

  /** Returns a sync that begins. */
  public static SyncOperation begin(Operation request, SyncTarget target, Instant now) {
    return new SyncOperation(request, target, now, 0, new OperationLife.Running(), List.of(), "");
  }

  /** Returns whether it runs, or waits for another try. */
  public boolean isActive() {
    return !(life instanceof OperationLife.Ended);
  }

  /** Returns whether it ended, and everything was done. */
  public boolean hasSucceeded() {
    return life instanceof OperationLife.Ended(OperationLife.Outcome outcome, Instant _)
        && outcome == OperationLife.Outcome.SUCCEEDED;
  }

  /** Returns whether it only reverts what somebody changed since a sync of the same content. */
  public boolean isSelfHeal() {
    Operation.Sync sync = request.sync();
    return isAutomated() && sync != null && sync.autoHealAttemptsCount() != null;
  }

  /** Returns whether it waits for another try. */
  public boolean awaitsRetry() {
    return life instanceof OperationLife.AwaitingRetry;
  }

  /** Returns whether it began by itself. */
  public boolean isAutomated() {
    Operation.Initiator initiator = request.initiatedBy();
    return initiator != null && Boolean.TRUE.equals(initiator.automated());
  }

  /** Returns whether the API server is only asked, and nothing is written. */
  public boolean isDryRun() {
    Operation.Sync sync = request.sync();
    return sync != null && Boolean.TRUE.equals(sync.dryRun());
  }

  /** Returns whether it is of everything, so that it counts as a deployment. */
  public boolean isFull() {
    Operation.Sync sync = request.sync();
    return sync != null && sync.resources().isEmpty() && !isDryRun();
  }

  /** Returns whether a hook of it runs; a hook ends by its own rules. */
  public boolean runsHook() {
    return results.stream().anyMatch(TaskResult::isRunning);
  }

  /** Returns the operation that has done more. */
  public SyncOperation with(List<TaskResult> next, String said) {
    return new SyncOperation(request, target, startedAt, retries, life, next, said);
  }

  /** Returns the operation at its end, whatever its retries. */
  public SyncOperation ended(OperationLife.Outcome outcome, String said, Instant now) {
    return new SyncOperation(
        request, target, startedAt, retries, new OperationLife.Ended(outcome, now), results, said);
  }

  /** Returns the operation after a failure: it waits for another try, or ended. */
  public SyncOperation failed(OperationLife.Outcome outcome, String said, Instant now) {
    Optional<Duration> wait = policy().next(retries);
    if (wait.isEmpty() || life instanceof OperationLife.Terminating) {
      return ended(outcome, said, now);
    }
    String next =
        "; retry " + (retries + 1) + " follows in " + Math.max(1, wait.get().toSeconds()) + " s";
    return new SyncOperation(
        request,
        target,
        startedAt,
        retries,
        new OperationLife.AwaitingRetry(now),
        results,
        said + next);
  }

  /** Returns the next try; what was done is forgotten, because the cluster knows it. */
  public SyncOperation retried(SyncTarget current) {
    return new SyncOperation(
        request, current, startedAt, retries + 1, new OperationLife.Running(), List.of(), "");
  }

  /** Returns how long the next try still waits; zero when it is due or none is waited for. */
  public Duration untilRetry(Instant now) {
    // The clock of a former leader may be ahead: then nobody knows how long it has waited.
    if (!(life instanceof OperationLife.AwaitingRetry(Instant since)) || since.isAfter(now)) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, since.plus(policy().next(retries).orElse(Duration.ZERO)));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private RetryPolicy policy() {
    return RetryPolicy.of(request.retry(), isAutomated());
  }
}
