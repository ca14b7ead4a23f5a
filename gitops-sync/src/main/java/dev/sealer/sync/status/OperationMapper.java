package dev.sealer.sync.status;

import dev.sealer.crds.argoproj.ApplicationStatus.OperationState;
import dev.sealer.crds.argoproj.ApplicationStatus.ResourceResult;
import dev.sealer.crds.argoproj.ApplicationStatus.SyncResult;
import dev.sealer.crds.argoproj.NameValue;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.operation.OperationLife;
import dev.sealer.sync.plan.operation.OperationLife.Outcome;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.operation.TargetKey;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.sync.plan.spec.SourceSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Maps a sync from and to {@code status.operationState}. Words that are unknown mean a failure. */
public final class OperationMapper {

  private static final String RUNNING = "Running";
  private static final String TERMINATING = "Terminating";

  /** The name, in what an operation tells of itself, of the digest of what it applies. */
  private static final String CONTENT = "sealer.dev/content";

  private OperationMapper() {}

  /** Returns the sync that a status tells of; empty if there was none. */
  public static Optional<SyncOperation> read(@Nullable OperationState state) {
    if (state == null) {
      return Optional.empty();
    }
    SyncResult result = state.syncResult();
    Instant started = ApplicationStatusFactory.instant(state.startedAt()).orElse(Instant.EPOCH);
    return Optional.of(
        new SyncOperation(
            withoutKey(state.operation()),
            result == null
                ? SyncTarget.of(SourceSet.of(null, List.of()))
                : SyncTarget.of(
                        result.source(), result.sources(), result.revision(), result.revisions())
                    .with(key(state.operation())),
            started,
            state.retryCount() == null ? 0 : state.retryCount(),
            life(state, started),
            result == null
                ? List.of()
                : result.resources().stream().map(OperationMapper::read).toList(),
            Objects.requireNonNullElse(state.message(), "")));
  }

  private static OperationLife life(OperationState state, Instant started) {
    Optional<Instant> finished = ApplicationStatusFactory.instant(state.finishedAt());
    return switch (state.phase()) {
      case RUNNING ->
          finished
              .<OperationLife>map(OperationLife.AwaitingRetry::new)
              .orElseGet(OperationLife.Running::new);
      case TERMINATING -> new OperationLife.Terminating();
      default ->
          new OperationLife.Ended(
              word(Outcome.values(), Outcome::word, state.phase(), Outcome.ERROR),
              finished.orElse(started));
    };
  }

  private static TaskResult read(ResourceResult result) {
    String hookType = Objects.requireNonNullElse(result.hookType(), "");
    String phase =
        hookType.isEmpty() ? Objects.requireNonNullElse(result.syncPhase(), "") : hookType;
    return new TaskResult(
        new ResourceId(result.group(), result.kind(), result.namespace(), result.name()),
        result.version(),
        word(
            TaskResult.Status.values(),
            TaskResult.Status::word,
            result.status(),
            TaskResult.Status.FAILED),
        Objects.requireNonNullElse(result.message(), ""),
        word(SyncPhase.values(), SyncPhase::word, phase, SyncPhase.SYNC),
        hookType.isEmpty()
            ? Optional.empty()
            : Optional.of(
                word(
                    TaskResult.HookState.values(),
                    TaskResult.HookState::word,
                    result.hookPhase(),
                    TaskResult.HookState.FAILED)),
        result.images());
  }

  private static <T> T word(T[] all, Function<T, String> word, @Nullable String text, T otherwise) {
    for (T one : all) {
      if (word.apply(one).equals(text)) {
        return one;
      }
    }
    return otherwise;
  }

  /** Returns what to write of a sync. */
  public static OperationState write(SyncOperation operation) {
    String phase;
    @Nullable Instant finished;
    switch (operation.life()) {
      case OperationLife.Running _ -> {
        phase = RUNNING;
        finished = null;
      }
      case OperationLife.Terminating _ -> {
        phase = TERMINATING;
        finished = null;
      }
      case OperationLife.AwaitingRetry(Instant since) -> {
        phase = RUNNING;
        finished = since;
      }
      case OperationLife.Ended(Outcome outcome, Instant at) -> {
        phase = outcome.word();
        finished = at;
      }
    }
    return new OperationState(
        withKey(operation.request(), operation.target().key()),
        phase,
        orNull(ShownMessages.whole(operation.message())),
        ApplicationStatusFactory.time(operation.startedAt()),
        finished == null ? null : ApplicationStatusFactory.time(finished),
        operation.retries() == 0 ? null : operation.retries(),
        new SyncResult(
            operation.target().revision(),
            operation.target().revisions(),
            operation.target().sources().source(),
            operation.target().sources().sources(),
            null,
            results(operation.results())));
  }

  private static TargetKey key(Operation operation) {
    return operation.info().stream()
        .filter(OperationMapper::isKey)
        .map(NameValue::value)
        .findFirst()
        .map(TargetKey::new)
        .orElse(TargetKey.UNKNOWN);
  }

  private static Operation withoutKey(Operation operation) {
    return new Operation(
        operation.sync(),
        operation.initiatedBy(),
        operation.info().stream().filter(info -> !isKey(info)).toList(),
        operation.retry());
  }

  private static Operation withKey(Operation operation, TargetKey key) {
    if (key.digest().isEmpty()) {
      return operation;
    }
    List<NameValue> info = new ArrayList<>(operation.info());
    info.add(new NameValue(CONTENT, key.digest()));
    return new Operation(operation.sync(), operation.initiatedBy(), info, operation.retry());
  }

  private static boolean isKey(NameValue info) {
    return info.name().equals(CONTENT);
  }

  private static List<ResourceResult> results(List<TaskResult> results) {
    ShownMessages messages = new ShownMessages();
    return results.stream().map(result -> write(result, messages)).toList();
  }

  private static ResourceResult write(TaskResult result, ShownMessages messages) {
    @Nullable String hookType = result.hook().map(_ -> result.phase().word()).orElse(null);
    return new ResourceResult(
        result.id().group(),
        result.version(),
        result.id().kind(),
        result.id().namespace(),
        result.id().name(),
        result.status().word(),
        messages.next(result.message()),
        hookType,
        result.hook().map(TaskResult.HookState::word).orElse(null),
        result.phase().word(),
        result.images());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
