package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.crds.argoproj.ApplicationStatus.OperationState;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.git.CommitInfo;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Time;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.application.ApplicationWriter;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.plan.DesiredSet;
import dev.sealer.sync.plan.operation.Effect;
import dev.sealer.sync.plan.operation.OperationLife;
import dev.sealer.sync.plan.operation.OperationMachine;
import dev.sealer.sync.plan.operation.OperationMachine.Next;
import dev.sealer.sync.plan.operation.Situation;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.spec.SourceSet;
import dev.sealer.sync.status.ApplicationStatusFactory;
import dev.sealer.sync.status.ApplicationStatusFactory.Findings;
import dev.sealer.sync.status.Histories;
import dev.sealer.sync.status.OperationMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out what {@link OperationMachine} decides for one Application, and writes its status. */
final class SyncPass {

  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  private static final Duration UNLISTED_PAUSE = Duration.ofSeconds(5);
  private static final int MOST_STEPS = 1000;

  private final OperationDriver driver;
  private final ApplicationWriter writer;
  private final SyncEvents events;
  private final ApplicationStatusFactory statuses;
  private final Time clock;
  private final Duration pollInterval;
  private final RevisionDisplay display;
  private final Map<String, NotReady> notReady = new ConcurrentHashMap<>();

  /**
   * Objects that are not known yet.
   *
   * @param since the first look that found them unknown
   * @param last the newest look
   */
  private record NotReady(Instant since, Instant last) {

    /** A long time without a look was a pause of this process, and no waiting for the objects. */
    NotReady lookedAt(Instant now) {
      return Duration.between(last, now).compareTo(PATIENCE) > 0
          ? new NotReady(now, now)
          : new NotReady(since, now);
    }
  }

  SyncPass(
      OperationDriver driver,
      ApplicationWriter writer,
      SyncEvents events,
      ApplicationStatusFactory statuses,
      Time clock,
      Duration pollInterval,
      RevisionDisplay display) {
    this.driver = driver;
    this.writer = writer;
    this.events = events;
    this.statuses = statuses;
    this.clock = clock;
    this.pollInterval = pollInterval;
    this.display = display;
  }

  /**
   * The progress of a pass.
   *
   * @param newest the commit that the spec names by now, if it is not the one compared with
   * @param compareAgain compares the same commit with the cluster as it is then
   * @param syncError the condition that says why no sync begins by itself; may be empty
   * @param wake when to reconcile again at the latest
   */
  private record Pass(
      ApplicationView view,
      Refreshed refreshed,
      Optional<String> newest,
      Function<ApplicationView, Optional<Refreshed>> compareAgain,
      Optional<SyncOperation> operation,
      List<ApplicationStatus.History> history,
      Optional<DesiredSet.Warning> syncError,
      Duration wake) {

    Pass with(Optional<SyncOperation> next) {
      return new Pass(view, refreshed, newest, compareAgain, next, history, syncError, wake);
    }

    Pass with(ApplicationView now, Refreshed found) {
      return new Pass(now, found, newest, compareAgain, operation, history, syncError, wake);
    }

    Pass remembering(List<ApplicationStatus.History> next) {
      return new Pass(view, refreshed, newest, compareAgain, operation, next, syncError, wake);
    }

    Pass refused(String condition, String message) {
      DesiredSet.Warning why = new DesiredSet.Warning(condition, message);
      return new Pass(
          view, refreshed, newest, compareAgain, operation, history, Optional.of(why), wake);
    }

    Pass wakingAfter(Duration delay) {
      Duration sooner = delay.compareTo(wake) < 0 ? delay : wake;
      return new Pass(view, refreshed, newest, compareAgain, operation, history, syncError, sooner);
    }
  }

  /** The Application asks for what it cannot get. */
  Outcome invalid(ApplicationView view, String message) {
    if (view.hasSpec()) {
      failed(
          view,
          SyncTarget.of(SourceSet.of(null, List.of())),
          Optional.empty(),
          "InvalidSpecError",
          message);
    }
    return Outcome.requeueAfter(pollInterval);
  }

  /** Git does not give what it should. */
  Outcome broken(ApplicationView view, SyncTarget target, String message) {
    failed(view, target, view.operation(), "ComparisonError", message);
    return Outcome.requeueAfter(pollInterval.compareTo(LOOK_AGAIN) < 0 ? pollInterval : LOOK_AGAIN);
  }

  private void failed(
      ApplicationView view,
      SyncTarget target,
      Optional<Operation> requested,
      String condition,
      String message) {
    Next next =
        OperationMachine.broken(view.lastOperation(), requested, target, message, clock.instant());
    if (next.effects().contains(new Effect.End())) {
      next.operation().ifPresent(end -> events.ended(view, end));
    }
    store(
            view,
            ComparisonFindings.failed(view, condition, message),
            next.operation(),
            view.history(),
            next.effects().contains(new Effect.Begin(true)))
        .flatMap(stored -> writer.answerRefresh(stored, view.refresh()))
        .ifPresent(events::seen);
  }

  /** The objects of some kind are not known yet. */
  Outcome notReady(ApplicationView view) {
    Instant now = clock.instant();
    NotReady looked =
        notReady.merge(
            view.key().toString(), new NotReady(now, now), (before, _) -> before.lookedAt(now));
    Duration waited = Duration.between(looked.since(), now);
    if (waited.compareTo(PATIENCE) <= 0) {
      Duration pause = waited.dividedBy(4);
      return Outcome.requeueAfter(pause.compareTo(SOON) > 0 ? pause : SOON);
    }
    store(
            view,
            ComparisonFindings.failed(
                view,
                "ComparisonError",
                "the objects of some kind cannot be listed; check that the operator may list and"
                    + " watch every kind that the Application uses"),
            view.lastOperation(),
            view.history(),
            false)
        .flatMap(stored -> writer.answerRefresh(stored, view.refresh()))
        .ifPresent(events::seen);
    return Outcome.requeueAfter(UNLISTED_PAUSE);
  }

  /**
   * Goes on from a comparison.
   *
   * @param newest the commit that the spec names by now, if it is not the one compared with
   * @param wake when to reconcile again at the latest
   */
  Outcome run(
      ApplicationView view,
      Refreshed refreshed,
      Optional<String> newest,
      Function<ApplicationView, Optional<Refreshed>> compareAgain,
      Duration wake) {
    long started = clock.nanos();
    notReady.remove(view.key().toString());
    events.drift(view, refreshed);
    Pass pass =
        new Pass(
            view,
            refreshed,
            newest,
            compareAgain,
            view.lastOperation(),
            view.history(),
            Optional.empty(),
            wake);
    Next next = OperationMachine.next(pass.operation(), situation(pass));
    Optional<Pass> done = carryOut(pass, next).flatMap(now -> save(now, false));
    done.ifPresent(now -> {
      Optional<ApplicationView> _ = writer.answerRefresh(now.view(), view.refresh());
      events.seen(now.view());
    });
    ApplicationView last = done.map(Pass::view).orElse(view);
    events.reconciled(last, Duration.ofNanos(clock.nanos() - started));
    return done.map(now -> Outcome.requeueAfter(now.wake()))
        .orElseGet(() -> Outcome.retry(Cascade.CHANGED));
  }

  private Situation situation(Pass pass) {
    ApplicationView view = pass.view();
    return new Situation(
        view.operation(),
        view.spec(),
        driver.considered(view, pass.refreshed(), pass.operation()),
        pass.refreshed().target(),
        pass.refreshed().fetched().project().windows(view.key().name(), view.destination()),
        view.pausedUntil(),
        pass.newest(),
        clock.instant());
  }

  /**
   * Carries out what was decided; empty when somebody was faster, and the pass must start again.
   */
  private Optional<Pass> carryOut(Pass pass, Next next) {
    Optional<Pass> now = Optional.of(pass.with(next.operation()));
    for (Effect effect : next.effects()) {
      now = now.flatMap(before -> carryOut(before, effect));
    }
    return now;
  }

  private Optional<Pass> carryOut(Pass pass, Effect effect) {
    return switch (effect) {
      case Effect.Begin(boolean takesRequest) -> {
        pass.operation().ifPresent(operation -> events.begun(pass.view(), operation));
        yield save(pass, takesRequest);
      }
      case Effect.End _ -> {
        pass.operation().ifPresent(end -> events.ended(pass.view(), end));
        yield Optional.of(pass);
      }
      case Effect.Remember _ -> Optional.of(pass.remembering(history(pass)));
      case Effect.Drive _ -> drive(pass);
      case Effect.ReleaseHooks _ -> {
        driver.releaseHooks(pass.view());
        yield Optional.of(pass);
      }
      case Effect.Refuse(String message) -> Optional.of(pass.refused("SyncError", message));
      case Effect.Hold(String message) -> Optional.of(pass.refused("SyncHeld", message));
      case Effect.WakeAfter(Duration delay) -> Optional.of(pass.wakingAfter(delay));
    };
  }

  /** Does steps until there is nothing to do now. */
  private Optional<Pass> drive(Pass begun) {
    Pass pass = begun;
    for (int i = 0; i < MOST_STEPS; i++) {
      SyncOperation operation = pass.operation().orElseThrow();
      switch (driver.step(pass.view(), pass.refreshed(), operation)) {
        case OperationDriver.Advanced(SyncOperation next) -> {
          Optional<Pass> compared = saveStep(pass, next).flatMap(SyncPass::compare);
          if (compared.isEmpty()) {
            return compared;
          }
          pass = compared.get();
        }
        case OperationDriver.Outdated(SyncOperation next) -> {
          Optional<Pass> _ = saveStep(pass, next);
          return Optional.empty();
        }
        case OperationDriver.Stopped(OperationMachine.Progress progress) -> {
          return carryOut(pass, OperationMachine.after(progress, situation(pass)));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Pass> saveStep(Pass pass, SyncOperation next) {
    Optional<Pass> saved = save(pass.with(Optional.of(next)), false);
    driver.creates().settle(pass.view().key(), saved.isPresent());
    return saved;
  }

  private static Optional<Pass> compare(Pass pass) {
    return pass.compareAgain().apply(pass.view()).map(found -> pass.with(pass.view(), found));
  }

  private Optional<Pass> save(Pass pass, boolean takesRequest) {
    ApplicationView view = pass.view();
    SyncTarget target = pass.refreshed().target();
    Duration left = display.left(view, target);
    if (left.isPositive() && status(pass, target.at(view.shownCommits())).equals(view.status())) {
      return Optional.of(pass.wakingAfter(left));
    }
    Optional<Pass> saved =
        told(
                view,
                writer.write(
                    view, status(pass, target), takesRequest, pass.refreshed().hookKinds()))
            .map(now -> pass.with(now, pass.refreshed()));
    saved.ifPresent(_ -> display.shows(view.key(), target));
    return saved;
  }

  private ApplicationStatus status(Pass pass, SyncTarget target) {
    return statuses.create(
        pass.view().status(),
        ComparisonFindings.compared(pass.view(), pass.refreshed(), target, pass.syncError()),
        written(pass.view(), pass.operation()),
        pass.history(),
        clock.instant());
  }

  /** Forgets an Application that does not exist any more. */
  void forget(ObjectKey application) {
    driver.creates().takeBack(application);
    display.forget(application);
    notReady.remove(application.toString());
  }

  private Optional<ApplicationView> store(
      ApplicationView view,
      Findings findings,
      Optional<SyncOperation> operation,
      List<ApplicationStatus.History> history,
      boolean takesRequest) {
    ApplicationStatus status =
        statuses.create(
            view.status(), findings, written(view, operation), history, clock.instant());
    return told(view, writer.write(view, status, takesRequest, Set.of()));
  }

  private Optional<ApplicationView> told(ApplicationView before, Optional<ApplicationView> now) {
    now.ifPresent(written -> events.changed(before, written));
    return now;
  }

  /**
   * Returns the operation state to write. An unchanged operation stays as it was written, no matter
   * by whom.
   */
  private static @Nullable OperationState written(
      ApplicationView view, Optional<SyncOperation> operation) {
    return operation.equals(view.lastOperation())
        ? view.operationState()
        : operation.map(OperationMapper::write).orElse(null);
  }

  /** Returns the history with the sync that has just succeeded. */
  private static List<ApplicationStatus.History> history(Pass pass) {
    SyncOperation end = pass.operation().orElseThrow();
    if (!(end.life() instanceof OperationLife.Ended(var _, Instant at))) {
      return pass.history();
    }
    CommitInfo commit = pass.refreshed().fetched().newestCommit();
    return Histories.append(
        pass.history(),
        new Histories.Entry(
            pass.refreshed().target(),
            ApplicationStatusFactory.time(at),
            ApplicationStatusFactory.time(end.startedAt()),
            end.request().initiatedBy(),
            new ApplicationStatus.Commit(
                commit.author(), commit.authoredAt().toString(), commit.subject())),
        pass.view().spec().revisionHistoryLimit());
  }
}
