package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.crds.argoproj.SyncPolicy;
import dev.sealer.git.GitException;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.application.ApplicationWriter;
import dev.sealer.sync.application.DeletionFinalizers;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.Hook;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.ProjectRules;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.operation.DeletionMachine;
import dev.sealer.sync.plan.operation.OperationLife;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.sync.plan.order.TaskResults;
import dev.sealer.sync.plan.spec.SpecRules;
import dev.sealer.sync.render.BuildTroubleException;
import dev.sealer.sync.source.FetchedSources;
import dev.sealer.sync.source.SourceReader;
import dev.sealer.sync.source.SourceRequest;
import dev.sealer.sync.status.ApplicationStatusFactory;
import dev.sealer.sync.status.OperationMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the hooks of an Application that is being deleted: PreDelete hooks before its objects are
 * deleted, PostDelete hooks after. A hook that fails stops the deletion.
 */
final class DeletionHooks {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration SLACK = Duration.ofMillis(50);
  private static final String REASON = "DeletionError";

  private final SourceReader sources;
  private final Refresher refresher;
  private final HookRunner hooks;
  private final LateCreates creates;
  private final ApplicationWriter writer;
  private final SyncEvents events;
  private final ApplicationStatusFactory statuses;
  private final InstantSource clock;

  DeletionHooks(
      SourceReader sources,
      Refresher refresher,
      HookRunner hooks,
      LateCreates creates,
      ApplicationWriter writer,
      SyncEvents events,
      ApplicationStatusFactory statuses,
      InstantSource clock) {
    this.sources = sources;
    this.refresher = refresher;
    this.hooks = hooks;
    this.creates = creates;
    this.writer = writer;
    this.events = events;
    this.statuses = statuses;
    this.clock = clock;
  }

  /**
   * Gives the Application the finalizers of the hooks that Git has, before it can be deleted.
   *
   * @return the Application as it is now; empty if somebody was faster
   */
  Optional<ApplicationView> announce(ApplicationView view, Refreshed refreshed) {
    return writer.finalizers(
        view, DeletionFinalizers.wanted(view, refreshed.desired().deletionHooks()));
  }

  /** Does what is next for the hooks of a phase; empty once there is nothing left to do. */
  Optional<Outcome> run(ApplicationView view, ProjectRules project, SyncPhase phase) {
    if (!DeletionFinalizers.awaits(view, phase) || !view.hasSpec()) {
      return Optional.empty();
    }
    Instant since = view.deletingSince().orElse(Instant.EPOCH);
    Optional<SyncOperation> stored =
        view.lastOperation().filter(one -> DeletionMachine.isOf(one, since));
    Optional<SyncOperation> running = stored.filter(DeletionHooks::isRunning);
    try {
      return Optional.of(
          stored.isPresent() && running.isEmpty()
              ? again(view, project, stored.get())
              : advance(view, fetch(view, project, running), running, phase));
    } catch (GitException | ManifestException | BuildTroubleException e) {
      return Optional.of(blocked(view, phase, String.valueOf(e.getMessage())));
    }
  }

  private static boolean isRunning(SyncOperation operation) {
    return operation.life() instanceof OperationLife.Running;
  }

  /**
   * Reads the commit that the hooks began with. At first that is the newest one, or if that cannot
   * be read, the one that was compared or deployed last.
   */
  private FetchedSources fetch(
      ApplicationView view, ProjectRules project, Optional<SyncOperation> running) {
    Optional<String> problem = SpecRules.problem(view.spec(), project);
    if (problem.isPresent()) {
      throw new ManifestException(problem.get());
    }
    SourceRequest newest = SourceRequest.ofSpec(view, maxAge(view));
    Optional<SourceRequest> pinned =
        running
            .map(one -> one.target().commits())
            .filter(commits -> commits.size() == newest.revisions().size())
            .map(commits -> at(newest, commits));
    if (pinned.isPresent()) {
      return sources.fetchDeletionHooks(view, pinned.get(), project);
    }
    try {
      return sources.fetchDeletionHooks(view, newest, project);
    } catch (GitException | ManifestException | BuildTroubleException e) {
      Optional<List<String>> last = deployed(view);
      if (last.isEmpty()) {
        throw e;
      }
      return sources.fetchDeletionHooks(view, at(newest, last.get()), project);
    }
  }

  private static Optional<List<String>> deployed(ApplicationView view) {
    return view.comparedCommits(view.sources()).or(() -> view.deployedCommits(view.sources()));
  }

  private Duration maxAge(ApplicationView view) {
    return view.refresh().isPresent() ? Duration.ZERO : sources.maxAge();
  }

  private static SourceRequest at(SourceRequest request, List<String> commits) {
    return new SourceRequest(request.sources(), commits, request.maxAge());
  }

  private Outcome advance(
      ApplicationView view,
      FetchedSources fetched,
      Optional<SyncOperation> running,
      SyncPhase phase) {
    return running.isEmpty() ? begin(view, fetched) : advance(view, fetched, running.get(), phase);
  }

  private Outcome begin(ApplicationView view, FetchedSources fetched) {
    SyncPolicy policy = view.spec().syncPolicy();
    SyncOperation begun =
        DeletionMachine.begin(
            fetched.target(),
            view.deletingSince().orElse(Instant.EPOCH),
            policy == null ? null : policy.retry());
    return store(view, begun, kinds(fetched));
  }

  private Outcome advance(
      ApplicationView view, FetchedSources fetched, SyncOperation operation, SyncPhase phase) {
    List<Desired> wanted =
        fetched.desired().deletionHooks().stream()
            .filter(hook -> hook.hook().orElseThrow().phases().contains(phase))
            .map(hook -> HookRunner.named(hook, operation, operation.target().firstCommit()))
            .toList();
    Map<Desired, Optional<LiveFacts>> hooked = refresher.hooks(wanted);
    TaskResults results = new TaskResults(operation.results());
    hooks.releaseEnded(hooked, results);
    if (hooks.resume(hooked, operation)) {
      return Outcome.requeueAfter(SOON);
    }
    TaskResults settled = settled(hooked, phase, results);
    if (!settled.all().equals(results.all())) {
      // The result of a hook is stored before its object may go.
      return store(view, operation.with(settled.all(), operation.message()), Set.of());
    }
    return switch (DeletionMachine.next(wanted, phase, results)) {
      case DeletionMachine.Start(List<Desired> next) -> start(view, operation, next, phase);
      case DeletionMachine.Wait(String message) ->
          operation.message().equals(message)
              ? Outcome.requeueAfter(LOOK_AGAIN)
              : store(view, operation.with(results.all(), message), Set.of());
      case DeletionMachine.Failed(String message) -> {
        hooks.cleanUp(hooked, results, Hook.DeletePolicy.FAILED);
        yield failed(view, operation, phase, message);
      }
      case DeletionMachine.Done _ -> done(view, hooked, results, phase);
    };
  }

  private TaskResults settled(
      Map<Desired, Optional<LiveFacts>> hooked, SyncPhase phase, TaskResults results) {
    TaskResults all = results;
    for (Map.Entry<Desired, Optional<LiveFacts>> one : hooked.entrySet()) {
      Optional<TaskResult> running =
          results.ofHook(one.getKey().id(), phase).filter(TaskResult::isRunning);
      if (running.isPresent()) {
        all = all.with(hooks.settle(one.getKey(), phase, running.get(), one.getValue()));
      }
    }
    return all;
  }

  private Outcome start(
      ApplicationView view, SyncOperation operation, List<Desired> next, SyncPhase phase) {
    if (!writer.isCurrent(view)) {
      return Outcome.retry(Cascade.CHANGED);
    }
    TaskResults results = new TaskResults(operation.results());
    for (Desired hook : next) {
      TaskOutcome outcome = creates.noting(view, hooks.start(hook, phase, operation));
      results = outcome.result().map(results::with).orElse(results);
    }
    return results.all().equals(operation.results())
        ? Outcome.requeueAfter(SOON)
        : store(view, operation.with(results.all(), operation.message()), Set.of());
  }

  /**
   * Deletes the hooks and lets go of the Application. No later sync creates a hook of it again, so
   * {@code BeforeHookCreation} means now.
   */
  private Outcome done(
      ApplicationView view,
      Map<Desired, Optional<LiveFacts>> hooked,
      TaskResults results,
      SyncPhase phase) {
    hooks.cleanUp(hooked, results, Hook.DeletePolicy.SUCCEEDED);
    hooks.cleanUp(hooked, results, Hook.DeletePolicy.BEFORE_CREATION);
    boolean leaves =
        hooked.entrySet().stream()
            .anyMatch(one ->
                one.getValue().isPresent()
                    && !one.getKey()
                        .hook()
                        .orElseThrow()
                        .deletePolicies()
                        .equals(Set.of(Hook.DeletePolicy.FAILED)));
    if (leaves) {
      return Outcome.requeueAfter(SOON);
    }
    List<String> left =
        view.finalizers().stream()
            .filter(finalizer -> !DeletionFinalizers.isOf(finalizer, phase))
            .toList();
    return next(writer.finalizers(view, left));
  }

  private Outcome failed(
      ApplicationView view, SyncOperation operation, SyncPhase phase, String message) {
    String told = phase.word() + " hook failed: " + message;
    SyncOperation end = operation.failed(OperationLife.Outcome.FAILED, told, clock.instant());
    String advice =
        end.isActive()
            ? ""
            : "; mend it and refresh the Application to run the hooks again, or remove the"
                + " finalizers "
                + DeletionFinalizers.name(phase)
                + " to delete it without them";
    events.record(view, EventRecorder.Type.WARNING, REASON, end.message() + advice);
    return store(view, end.with(end.results(), end.message() + advice), Set.of());
  }

  /** The hooks failed: runs them again when it is time, or when a refresh asks for it. */
  private Outcome again(ApplicationView view, ProjectRules project, SyncOperation failed) {
    if (failed.life() instanceof OperationLife.Terminating) {
      return store(
          view,
          failed.ended(
              OperationLife.Outcome.FAILED, "the operation was terminated", clock.instant()),
          Set.of());
    }
    boolean asked = view.refresh().isPresent();
    if (!asked && !failed.awaitsRetry()) {
      return Outcome.requeueAfter(LOOK_AGAIN);
    }
    Duration left = failed.untilRetry(clock.instant());
    if (!asked && left.isPositive()) {
      return Outcome.requeueAfter(left.plus(SLACK));
    }
    FetchedSources fetched = fetch(view, project, Optional.empty());
    return store(view, failed.retried(fetched.target()), kinds(fetched));
  }

  private static Set<String> kinds(FetchedSources fetched) {
    Set<String> kinds = new TreeSet<>();
    fetched
        .desired()
        .deletionHooks()
        .forEach(hook -> kinds.add(hook.apiVersion() + "/" + hook.id().kind()));
    return kinds;
  }

  private Outcome blocked(ApplicationView view, SyncPhase phase, String why) {
    String message =
        "the "
            + phase.word()
            + " hooks cannot be read: "
            + why
            + "; remove the finalizers "
            + DeletionFinalizers.name(phase)
            + " to delete the Application without them";
    events.record(view, EventRecorder.Type.WARNING, REASON, message);
    ApplicationStatus status =
        statuses.deleting(view.status(), view.operationState(), message, clock.instant());
    Optional<ApplicationView> _ = writer.write(view, status, false, Set.of());
    return Outcome.requeueAfter(LOOK_AGAIN);
  }

  private Outcome store(ApplicationView view, SyncOperation operation, Set<String> kinds) {
    boolean failed = operation.life() instanceof OperationLife.Ended || operation.awaitsRetry();
    ApplicationStatus status =
        statuses.deleting(
            view.status(),
            OperationMapper.write(operation),
            failed ? operation.message() : "",
            clock.instant());
    Optional<ApplicationView> stored = writer.write(view, status, false, kinds);
    creates.settle(view.key(), stored.isPresent());
    return next(stored.flatMap(now -> writer.answerRefresh(now, view.refresh())));
  }

  private static Outcome next(Optional<ApplicationView> stored) {
    return stored.isPresent() ? Outcome.requeueAfter(SOON) : Outcome.retry(Cascade.CHANGED);
  }
}
