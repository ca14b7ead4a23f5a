package dev.sealer.sync.status;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.crds.argoproj.ApplicationStatus.OperationState;
import dev.sealer.crds.argoproj.ApplicationStatus.ResourceResult;
import dev.sealer.crds.argoproj.ApplicationStatus.SyncResult;
import dev.sealer.crds.argoproj.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of an operation, as its Application's status tells it. */
public final class OperationStates {

  /** It runs, or waits for another try when it has a finishing time. */
  public static final String RUNNING = "Running";

  /** Someone asked it to end. */
  public static final String TERMINATING = "Terminating";

  /** Something in the cluster refused it. */
  public static final String FAILED = "Failed";

  /** It could not be carried out. */
  public static final String ERROR = "Error";

  /** It did what it should. */
  public static final String SUCCEEDED = "Succeeded";

  private OperationStates() {}

  /** It begins. */
  public static OperationState begin(
      Operation operation, String revision, ApplicationSource source, Instant now) {
    return new OperationState(
        operation,
        RUNNING,
        null,
        StatusBuilder.time(now),
        null,
        null,
        result(revision, source, List.of()));
  }

  /** Whether it runs, or waits for another try. */
  public static boolean isActive(@Nullable OperationState state) {
    return state != null && (state.phase().equals(RUNNING) || state.phase().equals(TERMINATING));
  }

  /** Whether it waits for another try. */
  public static boolean waitsForRetry(OperationState state) {
    return state.phase().equals(RUNNING) && state.finishedAt() != null;
  }

  /** The commit it is pinned to. */
  public static Optional<String> revision(@Nullable OperationState state) {
    return Optional.ofNullable(state).map(OperationState::syncResult).map(SyncResult::revision);
  }

  /** What it did so far. */
  public static List<ResourceResult> results(OperationState state) {
    return state.syncResult() == null ? List.of() : state.syncResult().resources();
  }

  /** It did more. */
  public static OperationState with(
      OperationState state, List<ResourceResult> results, String message) {
    return new OperationState(
        state.operation(),
        state.phase(),
        message.isEmpty() ? null : message,
        state.startedAt(),
        null,
        state.retryCount(),
        withResults(state.syncResult(), results));
  }

  /** It ended. */
  public static OperationState end(
      OperationState state, String phase, String message, Instant now) {
    return new OperationState(
        state.operation(),
        phase,
        message,
        state.startedAt(),
        StatusBuilder.time(now),
        state.retryCount(),
        state.syncResult());
  }

  /** It begins anew after a failure; what it did is forgotten, because the cluster knows it. */
  public static OperationState retry(OperationState state, String revision) {
    SyncResult before = Objects.requireNonNull(state.syncResult());
    return new OperationState(
        state.operation(),
        RUNNING,
        null,
        state.startedAt(),
        null,
        retries(state) + 1,
        new SyncResult(revision, List.of(), before.source(), List.of(), null, List.of()));
  }

  /** How often it was tried again. */
  public static long retries(OperationState state) {
    return state.retryCount() == null ? 0 : state.retryCount();
  }

  private static @Nullable SyncResult withResults(
      @Nullable SyncResult before, List<ResourceResult> results) {
    return before == null
        ? null
        : new SyncResult(
            before.revision(),
            before.revisions(),
            before.source(),
            before.sources(),
            before.managedNamespaceMetadata(),
            results);
  }

  private static SyncResult result(
      String revision, ApplicationSource source, List<ResourceResult> results) {
    return new SyncResult(revision, List.of(), source, List.of(), null, results);
  }
}
