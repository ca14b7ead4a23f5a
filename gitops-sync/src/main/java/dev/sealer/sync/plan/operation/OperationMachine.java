package dev.sealer.sync.plan.operation;

import dev.sealer.crds.argoproj.NameValue;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.crds.argoproj.RetryStrategy;
import dev.sealer.crds.argoproj.SyncPolicy;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.order.AutomatedSync;
import dev.sealer.sync.plan.window.SyncWindows;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of an Application's sync. It remembers nothing: equal input gives an equal
 * decision, so a process that crashed, or another leader, goes on where the status says.
 */
public final class OperationMachine {

  /** The start of the message of a sync that was given up for a newer commit. */
  static final String GIVEN_UP = "superseded by commit ";

  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration LONGEST_HOLD = Duration.ofDays(1);
  private static final Duration AFTER_END = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** A timer may fire a little early by the clock that is compared with. */
  private static final Duration SLACK = Duration.ofMillis(50);

  private OperationMachine() {}

  /** The operation from now on, and what to do. */
  public record Next(Optional<SyncOperation> operation, List<Effect> effects) {
    /** Copies the effects. */
    public Next {
      effects = List.copyOf(effects);
    }

    static Next of(SyncOperation operation, Effect... effects) {
      return new Next(Optional.of(operation), List.of(effects));
    }
  }

  /** The result of a step of a sync. */
  public sealed interface Progress {}

  /** Nothing can be done until the cluster changes. */
  public record Waits(SyncOperation operation) implements Progress {}

  /** Gates hold all that is left; they are asked again after {@code lookAgain} at the latest. */
  public record Held(SyncOperation operation, Duration lookAgain) implements Progress {}

  /** The try failed. */
  public record Fails(SyncOperation operation, String message) implements Progress {}

  /** Everything is done. */
  public record Succeeds(SyncOperation operation, String message) implements Progress {}

  /** Decides at the begin of a reconcile. */
  public static Next next(Optional<SyncOperation> last, Situation situation) {
    if (last.isPresent() && last.get().isActive()) {
      return resume(last.get(), situation);
    }
    if (situation.requested().isPresent()) {
      return begin(last, situation.requested().get(), situation, true);
    }
    return automated(last, situation);
  }

  /** Decides after a step. */
  public static Next after(Progress progress, Situation situation) {
    Instant now = situation.now();
    return switch (progress) {
      case Waits(SyncOperation operation) -> waits(operation, situation, LOOK_AGAIN);
      case Held(SyncOperation operation, Duration lookAgain) ->
          waits(operation, situation, lookAgain);
      case Fails(SyncOperation operation, String message) -> {
        SyncOperation end = operation.failed(OperationLife.Outcome.FAILED, message, now);
        yield end.isActive()
            ? Next.of(end, new Effect.WakeAfter(AFTER_END))
            : Next.of(end, new Effect.End(), new Effect.WakeAfter(AFTER_END));
      }
      case Succeeds(SyncOperation operation, String message) -> {
        SyncOperation end = operation.ended(OperationLife.Outcome.SUCCEEDED, message, now);
        // What follows is decided on the newest commit, not on the one this sync was of.
        yield operation.isFull()
            ? Next.of(end, new Effect.Remember(), new Effect.End(), new Effect.WakeAfter(AFTER_END))
            : Next.of(end, new Effect.End(), new Effect.WakeAfter(AFTER_END));
      }
    };
  }

  /**
   * Decides when Git or the spec gives nothing to sync.
   *
   * @return the operation from now on, and {@link Effect.End} if it ended by this
   */
  public static Next broken(
      Optional<SyncOperation> last,
      Optional<Operation> requested,
      SyncTarget target,
      String message,
      Instant now) {
    if (last.isEmpty() && requested.isPresent()) {
      SyncOperation refused =
          SyncOperation.begin(requested.get(), target, now)
              .ended(OperationLife.Outcome.ERROR, message, now);
      return Next.of(refused, new Effect.Begin(true));
    }
    if (last.isEmpty() || !last.get().isActive() || last.get().awaitsRetry()) {
      return new Next(last, List.of());
    }
    SyncOperation end = last.get().failed(OperationLife.Outcome.ERROR, message, now);
    return end.isActive() ? Next.of(end) : Next.of(end, new Effect.End());
  }

  private static Next resume(SyncOperation before, Situation situation) {
    Instant now = situation.now();
    if (before.life() instanceof OperationLife.Terminating) {
      return Next.of(
          before.ended(OperationLife.Outcome.FAILED, "the operation was terminated", now),
          new Effect.End(),
          new Effect.ReleaseHooks(),
          new Effect.WakeAfter(AFTER_END));
    }
    Optional<SyncWindows.Hold> pause =
        before.awaitsRetry() && before.isAutomated()
            ? pauseOfAutomation(situation)
            : Optional.empty();
    if (pause.isPresent() && situation.requested().isPresent()) {
      // A pause holds only what begins by itself.
      return Next.of(
          before.ended(OperationLife.Outcome.FAILED, "superseded by a sync by hand", now),
          new Effect.End(),
          new Effect.WakeAfter(SOON));
    }
    Optional<SyncWindows.Hold> hold = pause.or(() -> hold(before, situation));
    if (!before.awaitsRetry()) {
      return hold.map(found -> held(before, found, situation))
          .orElseGet(() -> Next.of(before, new Effect.Drive()));
    }
    if (hold.isPresent()) {
      return new Next(Optional.of(before), reported(hold.get(), situation));
    }
    if (!before.target().isSameAs(situation.current())) {
      return supersede(before, situation);
    }
    Duration left = before.untilRetry(now);
    return left.isPositive()
        ? Next.of(before, new Effect.WakeAfter(left.plus(SLACK)))
        : Next.of(before.retried(situation.current()), new Effect.Begin(false), new Effect.Drive());
  }

  /** Returns why a sync may not begin or go on now. A dry run writes nothing, so it always may. */
  private static Optional<SyncWindows.Hold> hold(SyncOperation operation, Situation situation) {
    return operation.isDryRun()
        ? Optional.empty()
        : situation
            .windows()
            .hold(!operation.isAutomated(), operation.startedAt(), situation.now());
  }

  private static Next held(SyncOperation operation, SyncWindows.Hold hold, Situation situation) {
    return waits(
        operation.with(operation.results(), hold.message()), situation, pause(hold, situation));
  }

  private static List<Effect> reported(SyncWindows.Hold hold, Situation situation) {
    return List.of(new Effect.Hold(hold.message()), new Effect.WakeAfter(pause(hold, situation)));
  }

  /** Returns when to look again: at the edge of the window, or after a day. */
  private static Duration pause(SyncWindows.Hold hold, Situation situation) {
    return hold.until()
        .map(until -> Duration.between(situation.now(), until).plus(SLACK))
        .filter(pause -> pause.compareTo(LONGEST_HOLD) < 0)
        .orElse(LONGEST_HOLD);
  }

  /** A newer commit is a new sync of its own, with its own retries and under the same guards. */
  private static Next supersede(SyncOperation before, Situation situation) {
    SyncPolicy.Automated policy = automated(situation);
    AutomatedSync.Decision decision =
        AutomatedSync.decide(policy, situation.comparison(), Optional.empty(), situation.now());
    if (decision instanceof AutomatedSync.Refuse(String message)) {
      return Next.of(
          before.ended(OperationLife.Outcome.FAILED, message, situation.now()),
          new Effect.Refuse(message),
          new Effect.End());
    }
    if (before.isAutomated() && decision instanceof AutomatedSync.Skip) {
      // Automation was switched off meanwhile, or the newer commit leaves nothing to do.
      return Next.of(
          before.ended(
              OperationLife.Outcome.FAILED,
              GIVEN_UP + situation.current().shown(),
              situation.now()),
          new Effect.End(),
          new Effect.WakeAfter(SOON));
    }
    boolean prune = policy != null && Boolean.TRUE.equals(policy.prune());
    return begin(
        Optional.of(before), request(before, situation, prune, List.of(), 0), situation, false);
  }

  /** The commit that is waited for may never get there; the newer one may be its fix. */
  private static Next waits(SyncOperation operation, Situation situation, Duration pause) {
    if (situation.newest().isPresent() && operation.isAutomated() && !operation.runsHook()) {
      return Next.of(
          operation.ended(
              OperationLife.Outcome.FAILED, GIVEN_UP + situation.newest().get(), situation.now()),
          new Effect.End(),
          new Effect.WakeAfter(SOON));
    }
    return Next.of(operation, new Effect.WakeAfter(pause));
  }

  private static Next automated(Optional<SyncOperation> last, Situation situation) {
    AutomatedSync.Decision decision =
        AutomatedSync.decide(
            automated(situation),
            situation.comparison(),
            last.flatMap(one -> lastSync(one, situation.current())),
            situation.now());
    boolean begins =
        decision instanceof AutomatedSync.SyncAll || decision instanceof AutomatedSync.Heal;
    Optional<SyncWindows.Hold> hold = begins ? automatedHold(situation) : Optional.empty();
    if (hold.isPresent()) {
      List<Effect> effects = new ArrayList<>(List.of(new Effect.ReleaseHooks()));
      effects.addAll(reported(hold.get(), situation));
      return new Next(last, effects);
    }
    return switch (decision) {
      case AutomatedSync.Skip _ -> new Next(last, List.of(new Effect.ReleaseHooks()));
      case AutomatedSync.Refuse(String message) ->
          new Next(last, List.of(new Effect.ReleaseHooks(), new Effect.Refuse(message)));
      case AutomatedSync.Later(Duration delay) ->
          new Next(
              last, List.of(new Effect.ReleaseHooks(), new Effect.WakeAfter(delay.plus(SLACK))));
      case AutomatedSync.SyncAll(boolean prune) ->
          begin(last, request(last.orElse(null), situation, prune, List.of(), 0), situation, false);
      case AutomatedSync.Heal(List<Compared> only, boolean prune, long attempt) ->
          begin(
              last, request(last.orElse(null), situation, prune, only, attempt), situation, false);
    };
  }

  private static Optional<SyncWindows.Hold> automatedHold(Situation situation) {
    return pauseOfAutomation(situation).or(() -> situation.windows().hold(false, situation.now()));
  }

  private static Optional<SyncWindows.Hold> pauseOfAutomation(Situation situation) {
    return situation
        .pausedUntil()
        .filter(until -> until.isAfter(situation.now()))
        .map(until ->
            new SyncWindows.Hold(
                "automated sync and self-heal are paused until " + until, Optional.of(until)));
  }

  /**
   * Begins a sync. Its hooks are told from those of the last one by the second in which it began,
   * so the second of two waits for the next second.
   */
  private static Next begin(
      Optional<SyncOperation> last, Operation request, Situation situation, boolean takesRequest) {
    Instant second = situation.now().truncatedTo(ChronoUnit.SECONDS);
    if (last.isPresent() && last.get().startedAt().truncatedTo(ChronoUnit.SECONDS).equals(second)) {
      Duration left = Duration.between(situation.now(), second.plusSeconds(1));
      return new Next(last, List.of(new Effect.WakeAfter(left.plus(SLACK))));
    }
    SyncOperation operation = SyncOperation.begin(request, situation.current(), situation.now());
    Optional<SyncWindows.Hold> hold = hold(operation, situation);
    return hold.isPresent()
        ? Next.of(
            operation.with(List.of(), hold.get().message()),
            new Effect.Begin(takesRequest),
            new Effect.WakeAfter(pause(hold.get(), situation)))
        : Next.of(operation, new Effect.Begin(takesRequest), new Effect.Drive());
  }

  /** Returns the last sync, as the decision on the next one sees it; empty if it does not count. */
  public static Optional<AutomatedSync.Last> lastSync(SyncOperation last, SyncTarget current) {
    Operation.Sync sync = last.request().sync();
    if (!(last.life() instanceof OperationLife.Ended(var outcome, Instant at))
        || sync == null
        || last.isDryRun()) {
      return Optional.empty();
    }
    long attempts = sync.autoHealAttemptsCount() == null ? 0 : sync.autoHealAttemptsCount();
    return Optional.of(
        new AutomatedSync.Last(
            current.isSameAs(last.target()),
            outcome == OperationLife.Outcome.SUCCEEDED,
            attempts,
            at,
            last.message()));
  }

  /**
   * Returns the operation of an automated sync: of everything, or only of what was changed in the
   * cluster.
   */
  @SuppressWarnings("NullAway") // It takes a qualified @Nullable of another module for none.
  private static Operation request(
      @Nullable SyncOperation before,
      Situation situation,
      boolean prune,
      List<Compared> only,
      long attempt) {
    List<Operation.ResourceRef> resources =
        only.stream()
            .map(one ->
                new Operation.ResourceRef(
                    one.id().group(), one.id().kind(), one.id().name(), one.id().namespace()))
            .toList();
    SyncPolicy policy = situation.spec().syncPolicy();
    Operation.Sync sync =
        new Operation.Sync(
            situation.current().revision(),
            situation.current().revisions(),
            prune,
            null,
            null,
            resources,
            null,
            List.of(),
            List.of(),
            policy == null ? List.of() : policy.syncOptions(),
            attempt == 0 ? null : attempt);
    RetryStrategy retry = policy == null ? null : policy.retry();
    return new Operation(sync, new Operation.Initiator(null, true), info(before, only), retry);
  }

  private static List<NameValue> info(@Nullable SyncOperation before, List<Compared> only) {
    List<NameValue> info = new ArrayList<>();
    for (Compared one : only) {
      if (!one.authors().isEmpty()) {
        info.add(new NameValue(one.id().toString(), one.authors()));
      }
    }
    if (before != null && before.message().startsWith(GIVEN_UP)) {
      info.add(new NameValue("supersedes", before.target().shown()));
    }
    return info;
  }

  private static SyncPolicy.@Nullable Automated automated(Situation situation) {
    SyncPolicy policy = situation.spec().syncPolicy();
    return policy == null ? null : policy.automated();
  }
}
