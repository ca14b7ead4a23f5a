package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.ApplicationStatus.OperationState;
import dev.sealer.crds.argoproj.NameValue;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.crds.argoproj.RetryStrategy;
import dev.sealer.crds.argoproj.SyncPolicy;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.order.AutomatedSync;
import dev.sealer.sync.plan.order.Results;
import dev.sealer.sync.plan.order.RetryPolicy;
import dev.sealer.sync.status.OperationStates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes operations, and tells when a failed one is tried again. */
final class Operations {

  /** How the message of a sync begins that was given up for a newer commit. */
  static final String GIVEN_UP = "superseded by commit ";

  private Operations() {}

  /** Returns whether a hook of the sync is running; it ends by its own rules. */
  static boolean runsHook(OperationState state) {
    return OperationStates.results(state).stream()
        .anyMatch(one -> Results.HOOK_RUNNING.equals(one.hookPhase()));
  }

  /** What an automated sync does: all, or only what was changed in the cluster. */
  static Operation automated(
      ApplicationView view, Refreshed refreshed, boolean prune, List<Compared> only, long attempt) {
    List<Operation.ResourceRef> resources =
        only.stream()
            .map(one ->
                new Operation.ResourceRef(
                    one.id().group(), one.id().kind(), one.id().name(), one.id().namespace()))
            .toList();
    List<NameValue> info =
        only.stream()
            .filter(one -> !one.authors().isEmpty())
            .map(one -> new NameValue(one.id().toString(), one.authors()))
            .toList();
    List<NameValue> all = new ArrayList<>(info);
    OperationState before = view.operationState();
    if (before != null && Objects.requireNonNullElse(before.message(), "").startsWith(GIVEN_UP)) {
      all.add(new NameValue("supersedes", OperationStates.revision(before).orElse("")));
    }
    SyncPolicy policy = view.spec().syncPolicy();
    Operation.Sync sync =
        new Operation.Sync(
            refreshed.sha(),
            List.of(),
            prune,
            null,
            null,
            resources,
            null,
            List.of(),
            List.of(),
            policy == null ? List.of() : policy.syncOptions(),
            attempt == 0 ? null : attempt);
    return operation(sync, new Operation.Initiator(null, true), all, retryOf(view));
  }

  /** The last sync, as the decision on the next sees it; empty when there was none that counts. */
  static Optional<AutomatedSync.Last> last(@Nullable OperationState state, Refreshed refreshed) {
    if (state == null || OperationStates.isActive(state) || state.finishedAt() == null) {
      return Optional.empty();
    }
    Operation.Sync sync = state.operation().sync();
    if (sync == null || Boolean.TRUE.equals(sync.dryRun()) || state.syncResult() == null) {
      return Optional.empty();
    }
    boolean same =
        state.syncResult().revision().equals(refreshed.sha())
            && refreshed.wanted().source().equals(state.syncResult().source());
    long attempts = sync.autoHealAttemptsCount() == null ? 0 : sync.autoHealAttemptsCount();
    return Optional.of(
        new AutomatedSync.Last(
            same,
            state.phase().equals(OperationStates.SUCCEEDED),
            attempts,
            Instant.parse(state.finishedAt()),
            Objects.requireNonNullElse(state.message(), "")));
  }

  static boolean isAutomated(OperationState state) {
    Operation.Initiator initiator = state.operation().initiatedBy();
    return initiator != null && Boolean.TRUE.equals(initiator.automated());
  }

  /** Whether it was of everything, so that it counts as a deployment. */
  static boolean isFull(OperationState state) {
    Operation.Sync sync = state.operation().sync();
    return sync != null && sync.resources().isEmpty() && !Boolean.TRUE.equals(sync.dryRun());
  }

  /** After a failure: another try later, or the end. */
  static OperationState failed(OperationState state, String phase, String message, Instant now) {
    Optional<Duration> wait = policy(state).next(OperationStates.retries(state));
    if (wait.isEmpty()) {
      return OperationStates.end(state, phase, message, now);
    }
    return OperationStates.end(
        state,
        OperationStates.RUNNING,
        message
            + "; retry "
            + (OperationStates.retries(state) + 1)
            + " follows in "
            + Math.max(1, wait.get().toSeconds())
            + " s",
        now);
  }

  /** How long until the next try; zero when it is due. */
  static Duration untilRetry(OperationState state, Instant now) {
    Duration wait = policy(state).next(OperationStates.retries(state)).orElse(Duration.ZERO);
    Instant ended = Instant.parse(Objects.requireNonNull(state.finishedAt()));
    Duration left = Duration.between(now, ended.plus(wait));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static RetryPolicy policy(OperationState state) {
    return RetryPolicy.of(state.operation().retry(), isAutomated(state));
  }

  private static @Nullable RetryStrategy retryOf(ApplicationView view) {
    return view.spec().syncPolicy() == null ? null : view.spec().syncPolicy().retry();
  }

  @SuppressWarnings("NullAway") // It takes a qualified @Nullable of another module for none.
  private static Operation operation(
      Operation.Sync sync,
      Operation.Initiator initiator,
      List<NameValue> info,
      @Nullable RetryStrategy retry) {
    return new Operation(sync, initiator, info, retry);
  }
}
