package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.crds.argoproj.ApplicationStatus.OperationState;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.crds.argoproj.SyncPolicy;
import dev.sealer.kube.platform.Time;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.engine.Refresher.Wanted;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.order.AutomatedSync;
import dev.sealer.sync.status.OperationStates;
import dev.sealer.sync.status.StatusInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One look at an Application: decides whether a sync begins, carries it on, writes the status. */
final class SyncPass {

  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  private static final int MOST_STEPS = 1000;

  private final OperationDriver driver;
  private final StatusWriter writer;
  private final StatusInputs inputs;
  private final PassReport report;
  private final Time clock;
  private final Duration pollInterval;
  private final Map<String, Instant> notReadySince = new ConcurrentHashMap<>();

  SyncPass(
      OperationDriver driver,
      StatusWriter writer,
      StatusInputs inputs,
      PassReport report,
      PassTiming timing) {
    this.driver = driver;
    this.writer = writer;
    this.inputs = inputs;
    this.report = report;
    this.clock = timing.time();
    this.pollInterval = timing.pollInterval();
  }

  /** The clock, and how often Git is asked. */
  record PassTiming(Time time, Duration pollInterval) {}

  /** The Application asks for what it cannot get. */
  Outcome invalid(ApplicationView view, String message) {
    if (view.hasSpec()) {
      write(view, inputs.failed(view, ended(view, message), "InvalidSpecError", message));
    }
    return Outcome.requeueAfter(pollInterval);
  }

  /** Git does not give what it should. */
  Outcome broken(ApplicationView view, Wanted wanted, String message) {
    Optional<OperationState> state = ended(view, message);
    if (state.isEmpty() && view.operation().isPresent()) {
      OperationState begun =
          OperationStates.begin(view.operation().get(), "", wanted.source(), clock.instant());
      state =
          Optional.of(OperationStates.end(begun, OperationStates.ERROR, message, clock.instant()));
      writer.write(
          view,
          inputs.failed(view, state, "ComparisonError", message),
          StatusWriter.Also.OPERATION);
    } else {
      write(view, inputs.failed(view, state, "ComparisonError", message));
    }
    return Outcome.requeueAfter(min(pollInterval, LOOK_AGAIN));
  }

  /** The objects of some kind are not known yet. */
  Outcome notReady(ApplicationView view) {
    Instant now = clock.instant();
    Instant since = notReadySince.computeIfAbsent(view.key().toString(), key -> now);
    if (Duration.between(since, now).compareTo(PATIENCE) > 0) {
      write(
          view,
          inputs.failed(
              view,
              Optional.ofNullable(view.operationState()),
              "ComparisonError",
              "the objects of some kind cannot be listed; check that the operator may list and"
                  + " watch every kind that the Application uses"));
      return Outcome.requeueAfter(Duration.ofSeconds(5));
    }
    return Outcome.requeueAfter(SOON);
  }

  /** Compared: goes on from there. */
  Outcome run(
      ApplicationView view,
      Refreshed refreshed,
      Optional<String> newer,
      Function<ApplicationView, Optional<Refreshed>> compareAgain) {
    long started = clock.nanos();
    notReadySince.remove(view.key().toString());
    report.drift(view, refreshed);
    Turn turn = new Turn(view, refreshed, newer, compareAgain);
    Outcome outcome = turn.run();
    report.reconciled(turn.view, Duration.ofNanos(clock.nanos() - started));
    return outcome;
  }

  private void write(ApplicationView view, StatusInput input) {
    writer
        .write(view, input, StatusWriter.Also.NOTHING)
        .flatMap(writer::refreshed)
        .ifPresent(report::seen);
  }

  /** The state of a sync that ran into a problem with Git or the spec; empty when none ran. */
  private Optional<OperationState> ended(ApplicationView view, String message) {
    OperationState state = view.operationState();
    if (state == null || !OperationStates.isActive(state) || OperationStates.waitsForRetry(state)) {
      return Optional.ofNullable(state);
    }
    OperationState end = Operations.failed(state, OperationStates.ERROR, message, clock.instant());
    if (!OperationStates.isActive(end)) {
      report.ended(view, end);
    }
    return Optional.of(end);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** One run over one Application. */
  private final class Turn {
    private final Function<ApplicationView, Optional<Refreshed>> compareAgain;
    private final Optional<String> newer;
    private ApplicationView view;
    private Refreshed refreshed;
    private @Nullable OperationState state;
    private List<ApplicationStatus.History> history;
    private String syncError = "";
    private Duration again = pollInterval;

    Turn(
        ApplicationView view,
        Refreshed refreshed,
        Optional<String> newer,
        Function<ApplicationView, Optional<Refreshed>> compareAgain) {
      this.view = view;
      this.refreshed = refreshed;
      this.newer = newer;
      this.compareAgain = compareAgain;
      this.state = view.operationState();
      this.history = view.history();
    }

    Outcome run() {
      Optional<OperationState> begun = begin();
      if (begun.isPresent()) {
        state = begun.get();
        boolean asked = view.operation().isPresent();
        report.begun(view, state);
        if (!save(asked ? StatusWriter.Also.OPERATION : StatusWriter.Also.NOTHING)) {
          return Outcome.requeueAfter(SOON);
        }
      }
      OperationState current = state;
      if (!OperationStates.isActive(current)) {
        driver.releaseHooks(view);
      }
      if (current != null
          && OperationStates.isActive(current)
          && !OperationStates.waitsForRetry(current)
          && !drive(current)) {
        return Outcome.requeueAfter(SOON);
      }
      if (!save(StatusWriter.Also.NOTHING)) {
        return Outcome.requeueAfter(SOON);
      }
      writer.refreshed(view);
      report.seen(view);
      return Outcome.requeueAfter(again);
    }

    /** The sync that begins now, or is tried again; empty when none does. */
    private Optional<OperationState> begin() {
      OperationState before = state;
      if (before != null && OperationStates.isActive(before)) {
        return resume(before);
      }
      if (view.operation().isPresent()) {
        return Optional.of(started(view.operation().get()));
      }
      SyncPolicy policy = view.spec().syncPolicy();
      return switch (AutomatedSync.decide(
          policy == null ? null : policy.automated(),
          refreshed.comparison(),
          Operations.last(before, refreshed),
          clock.instant())) {
        case AutomatedSync.Skip skip -> Optional.empty();
        case AutomatedSync.Refuse(String message) -> {
          syncError = message;
          yield Optional.empty();
        }
        case AutomatedSync.Later(Duration delay) -> {
          again = min(again, delay.plusMillis(50));
          yield Optional.empty();
        }
        case AutomatedSync.SyncAll(boolean prune) ->
            Optional.of(started(Operations.automated(view, refreshed, prune, List.of(), 0)));
        case AutomatedSync.Heal(List<Compared> only, boolean prune, long attempt) ->
            Optional.of(started(Operations.automated(view, refreshed, prune, only, attempt)));
      };
    }

    private Optional<OperationState> resume(OperationState before) {
      if (before.phase().equals(OperationStates.TERMINATING)) {
        return Optional.of(finish(before, OperationStates.FAILED, "the operation was terminated"));
      }
      if (!OperationStates.waitsForRetry(before)) {
        return Optional.empty();
      }
      boolean moved = !OperationStates.revision(before).orElse("").equals(refreshed.sha());
      Duration left = Operations.untilRetry(before, clock.instant());
      if (!moved && left.isPositive()) {
        again = min(again, left.plusMillis(50));
        return Optional.empty();
      }
      return Optional.of(
          moved ? supersede(before) : OperationStates.retry(before, refreshed.sha()));
    }

    /** A newer commit is a new sync of its own, with its own retries and under the same guards. */
    private OperationState supersede(OperationState before) {
      SyncPolicy policy = view.spec().syncPolicy();
      SyncPolicy.Automated automated = policy == null ? null : policy.automated();
      if (AutomatedSync.decide(automated, refreshed.comparison(), Optional.empty(), clock.instant())
          instanceof AutomatedSync.Refuse(String message)) {
        syncError = message;
        OperationState end =
            OperationStates.end(before, OperationStates.FAILED, message, clock.instant());
        report.ended(view, end);
        return end;
      }
      boolean prune = automated != null && Boolean.TRUE.equals(automated.prune());
      return started(Operations.automated(view, refreshed, prune, List.of(), 0));
    }

    private OperationState started(Operation operation) {
      return OperationStates.begin(
          operation, refreshed.sha(), refreshed.wanted().source(), clock.instant());
    }

    /** Does steps until there is nothing to do now; false when the work must begin anew. */
    private boolean drive(OperationState current) {
      OperationState now = current;
      for (int i = 0; i < MOST_STEPS; i++) {
        switch (driver.step(view, refreshed, now)) {
          case OperationDriver.Advanced(OperationState next) -> {
            now = next;
            state = next;
            if (!save(StatusWriter.Also.NOTHING) || !compare()) {
              return false;
            }
          }
          case OperationDriver.Outdated(OperationState next) -> {
            state = next;
            boolean _ = save(StatusWriter.Also.NOTHING);
            return false;
          }
          case OperationDriver.Waiting(OperationState next) -> {
            if (newer.isPresent() && !Operations.runsHook(next)) {
              give(next, newer.get());
            } else {
              state = next;
              again = LOOK_AGAIN;
            }
            return true;
          }
          case OperationDriver.Failed(OperationState next, String message) -> {
            state = finish(next, OperationStates.FAILED, message);
            return true;
          }
          case OperationDriver.Succeeded(OperationState next, String message) -> {
            state = finish(next, OperationStates.SUCCEEDED, message);
            return true;
          }
        }
      }
      return false;
    }

    /** The commit that is waited for may never get there; the newer one may be its fix. */
    private void give(OperationState waiting, String sha) {
      OperationState end =
          OperationStates.end(
              waiting, OperationStates.FAILED, Operations.GIVEN_UP + sha, clock.instant());
      state = end;
      report.ended(view, end);
      again = SOON;
    }

    private OperationState finish(OperationState now, String phase, String message) {
      Instant time = clock.instant();
      boolean succeeded = phase.equals(OperationStates.SUCCEEDED);
      OperationState end =
          succeeded || now.phase().equals(OperationStates.TERMINATING)
              ? OperationStates.end(now, phase, message, time)
              : Operations.failed(now, phase, message, time);
      if (succeeded && Operations.isFull(end)) {
        history = report.history(view, refreshed, end);
      }
      if (!OperationStates.isActive(end)) {
        report.ended(view, end);
      }
      // What is to follow is decided on the newest commit, not on the one this sync was of.
      again = Duration.ofSeconds(1);
      return end;
    }

    private boolean compare() {
      Optional<Refreshed> next = compareAgain.apply(view);
      next.ifPresent(found -> refreshed = found);
      return next.isPresent();
    }

    private boolean save(StatusWriter.Also also) {
      Optional<ApplicationView> written =
          writer.write(
              view,
              inputs.compared(view, refreshed, Optional.ofNullable(state), history, syncError),
              also,
              refreshed.hookKinds());
      written.ifPresent(now -> view = now);
      return written.isPresent();
    }
  }
}
