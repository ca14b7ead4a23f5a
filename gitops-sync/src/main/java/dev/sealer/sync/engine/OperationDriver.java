package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.Operation;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.application.ApplicationWriter;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.live.CallLimit;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.Hook;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncCode;
import dev.sealer.sync.plan.SyncOptions;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.operation.OperationMachine;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.order.Gate;
import dev.sealer.sync.plan.order.KindOrder;
import dev.sealer.sync.plan.order.ServedKindGate;
import dev.sealer.sync.plan.order.Step;
import dev.sealer.sync.plan.order.SyncPlanner;
import dev.sealer.sync.plan.order.Task;
import dev.sealer.sync.plan.order.TaskList;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.sync.plan.order.TaskResults;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out one step of an operation at a time. What comes next is told by the cluster. */
final class OperationDriver {

  /** A step may take as long before the status tells how far it is. */
  private static final Duration BETWEEN_STATUSES = Duration.ofSeconds(3);

  private final Refresher refresher;
  private final Applier applier;
  private final HookRunner hooks;
  private final DestinationNamespace namespace;
  private final CallLimit calls;
  private final ApplicationWriter writer;
  private final PruneHolds holds;
  private final InstantSource clock;
  private final LateCreates creates;

  OperationDriver(
      Refresher refresher,
      Applier applier,
      HookRunner hooks,
      DestinationNamespace namespace,
      CallLimit calls,
      ApplicationWriter writer,
      PruneHolds holds,
      InstantSource clock) {
    this.refresher = refresher;
    this.applier = applier;
    this.hooks = hooks;
    this.namespace = namespace;
    this.calls = calls;
    this.writer = writer;
    this.holds = holds;
    this.clock = clock;
    this.creates = new LateCreates(writer, applier, hooks);
  }

  /** The result of a step. */
  sealed interface StepResult {}

  /** Something was done: store the operation, compare again and go on. */
  record Advanced(SyncOperation operation) implements StepResult {}

  /** Something changed since the comparison: store the operation, and start again with Git. */
  record Outdated(SyncOperation operation) implements StepResult {}

  /** Nothing more can be done now. */
  record Stopped(OperationMachine.Progress progress) implements StepResult {}

  /** Does the next step. */
  StepResult step(ApplicationView view, Refreshed found, SyncOperation operation) {
    Refreshed refreshed = found.attributed(view);
    TaskList.SyncScope scope = holding(view, refreshed, scope(view, operation));
    if (operation.results().isEmpty()) {
      Optional<StepResult> first = first(view, refreshed, scope, operation);
      if (first.isPresent()) {
        return first.get();
      }
    }
    Map<Desired, Optional<LiveFacts>> hooked = hooked(refreshed, scope, operation);
    TaskResults stored = new TaskResults(operation.results());
    hooks.releaseEnded(hooked, stored);
    if (hooks.resume(hooked, operation)) {
      return new Advanced(operation);
    }
    TaskResults results = settled(hooked, stored);
    SyncOperation now = operation.with(results.all(), operation.message());
    if (!results.all().equals(stored.all())) {
      // The result of a hook is stored before its object may go.
      return new Advanced(now);
    }
    List<Task> all = TaskList.of(refreshed.comparison(), hooked, scope, results, clock.instant());
    Gate.Held tasks = gate(refreshed, hooked.keySet(), scope, now).apply(all);
    return switch (SyncPlanner.next(tasks.tasks())) {
      case Step.Run run -> run(view, refreshed, now, run.tasks(), scope);
      case Step.Wait(String message) ->
          new Stopped(waits(now.with(results.all(), message), tasks.lookAgain()));
      case Step.Failed failed -> {
        hooks.cleanUp(hooked, results, Hook.DeletePolicy.FAILED);
        yield new Stopped(new OperationMachine.Fails(now, failed.message()));
      }
      case Step.Succeeded _ -> {
        hooks.cleanUp(hooked, results, Hook.DeletePolicy.SUCCEEDED);
        yield new Stopped(succeeds(now.with(complete(refreshed, scope, results), "")));
      }
    };
  }

  private static OperationMachine.Progress waits(
      SyncOperation operation, Optional<Duration> lookAgain) {
    return lookAgain
        .<OperationMachine.Progress>map(pause -> new OperationMachine.Held(operation, pause))
        .orElseGet(() -> new OperationMachine.Waits(operation));
  }

  private static OperationMachine.Progress succeeds(SyncOperation operation) {
    return new OperationMachine.Succeeds(operation, "successfully synced (all tasks run)");
  }

  /** Tries what is new, before anything is written; empty if the sync goes on. */
  private Optional<StepResult> first(
      ApplicationView view,
      Refreshed refreshed,
      TaskList.SyncScope scope,
      SyncOperation operation) {
    if (!writer.isCurrent(view)) {
      return Optional.of(new Outdated(operation));
    }
    List<String> refusals = prepare(view, refreshed, scope, operation);
    if (!refusals.isEmpty()) {
      return Optional.of(
          new Stopped(
              new OperationMachine.Fails(
                  operation, "nothing was applied: " + SyncPlanner.listed(refusals))));
    }
    return operation.isDryRun()
        ? Optional.of(
            new Stopped(
                new OperationMachine.Succeeds(
                    operation, "the API server would take all objects (dry run)")))
        : Optional.empty();
  }

  /** Returns what was created since a status was last stored. */
  LateCreates creates() {
    return creates;
  }

  /** Lets go of hooks that no sync waits for. */
  void releaseHooks(ApplicationView view) {
    hooks.releaseAll(view.key());
  }

  /** Everything is asked first, so that a sync that cannot work leaves the cluster as it was. */
  private List<String> prepare(
      ApplicationView view, Refreshed refreshed, TaskList.SyncScope scope, SyncOperation state) {
    List<String> refusals = new ArrayList<>();
    if (!state.isDryRun()) {
      namespace
          .ensure(view, refreshed.desired(), refreshed.fetched().project())
          .ifPresent(refusals::add);
    }
    boolean asks = state.isDryRun() || !scope.options().is("Preflight", "false");
    if (refusals.isEmpty() && asks) {
      // What is there already is tried when its turn comes: it holds back nothing but itself.
      List<Compared> asked =
          refreshed.comparison().resources().stream()
              .filter(one -> scope.selected().test(one.id()))
              .filter(one -> one.desired().isPresent() && one.code() == SyncCode.OUT_OF_SYNC)
              .filter(one -> one.live().isEmpty() || state.isDryRun())
              .filter(one -> !dependsOnThisSync(one, refreshed))
              .toList();
      calls.each(asked, one -> refusal(one, scope.options())).stream()
          .flatMap(Optional::stream)
          .forEach(refusals::add);
    }
    return refusals;
  }

  private Optional<String> refusal(Compared one, SyncOptions options) {
    Desired desired = one.desired().orElseThrow();
    return applier
        .refusal(desired, one.live(), options)
        .map(why -> one.id() + " (" + desired.origin() + "): " + why);
  }

  /** Its namespace or its kind comes with the same sync, so the API server cannot know it yet. */
  private static boolean dependsOnThisSync(Compared one, Refreshed refreshed) {
    return one.live().isEmpty()
        && refreshed.comparison().resources().stream()
            .filter(other -> other.live().isEmpty() && other.desired().isPresent())
            .anyMatch(other -> isNeededBy(other.desired().orElseThrow(), one.id()));
  }

  private static boolean isNeededBy(Desired other, ResourceId id) {
    if (other.id().is("", "Namespace")) {
      return other.id().name().equals(id.namespace());
    }
    return other.id().is("apiextensions.k8s.io", "CustomResourceDefinition")
        && id.is(
            other.object().path("spec").path("group").asText(),
            other.object().path("spec").path("names").path("kind").asText());
  }

  private Map<Desired, Optional<LiveFacts>> hooked(
      Refreshed refreshed, TaskList.SyncScope scope, SyncOperation state) {
    return scope.everything()
        ? refresher.hooks(
            refreshed.desired().hooks().stream()
                .map(hook -> HookRunner.named(hook, state, refreshed.target().firstCommit()))
                .toList())
        : Map.of();
  }

  /** Notes which running hooks have ended. */
  private TaskResults settled(Map<Desired, Optional<LiveFacts>> hooked, TaskResults results) {
    TaskResults all = results;
    for (Map.Entry<Desired, Optional<LiveFacts>> entry : hooked.entrySet()) {
      Desired hook = entry.getKey();
      for (SyncPhase phase : hook.hook().orElseThrow().phases()) {
        Optional<TaskResult> running =
            results.ofHook(hook.id(), phase).filter(TaskResult::isRunning);
        if (running.isPresent()) {
          all = all.with(hooks.settle(hook, phase, running.get(), entry.getValue()));
        }
      }
    }
    return all;
  }

  /** Applies one kind after the other; hooks, deletions and waits end the step. */
  private StepResult run(
      ApplicationView view,
      Refreshed refreshed,
      SyncOperation state,
      List<Task> tasks,
      TaskList.SyncScope scope) {
    Map<ResourceId, Compared> compared =
        refreshed.comparison().resources().stream()
            .collect(Collectors.toMap(Compared::id, Function.identity(), (a, b) -> b));
    Instant until = clock.instant().plus(BETWEEN_STATUSES);
    SyncOperation now = state;
    List<Task> left = tasks;
    boolean follows = true;
    while (follows && !left.isEmpty() && clock.instant().isBefore(until)) {
      if (!writer.isCurrent(view)) {
        return new Outdated(now);
      }
      List<Task> batch = firstKind(left);
      List<TaskOutcome> outcomes =
          calls.each(
              batch,
              task ->
                  creates.noting(
                      view, perform(task, compared.get(task.id()), refreshed, state, scope)));
      Set<Task> begun = Set.copyOf(batch);
      left = left.stream().filter(task -> !begun.contains(task)).toList();
      now = now.with(with(now.results(), outcomes), progress(tasks, left));
      if (outcomes.stream().anyMatch(TaskOutcome.Moved.class::isInstance)) {
        return new Outdated(now);
      }
      follows =
          batch.stream().allMatch(task -> task.action() == Task.Action.APPLY)
              && outcomes.stream().allMatch(outcome -> outcome.result().isPresent());
    }
    return now.results().equals(state.results())
        ? new Stopped(new OperationMachine.Waits(now))
        : new Advanced(now);
  }

  private static String progress(List<Task> all, List<Task> left) {
    return "running: %d of %d tasks of this wave".formatted(all.size() - left.size(), all.size());
  }

  private static List<TaskResult> with(List<TaskResult> before, List<TaskOutcome> outcomes) {
    return new TaskResults(before)
        .with(outcomes.stream().flatMap(outcome -> outcome.result().stream()).toList())
        .all();
  }

  /** Returns what keeps tasks of this sync from beginning. */
  private Gate gate(
      Refreshed refreshed, Set<Desired> hooks, TaskList.SyncScope scope, SyncOperation operation) {
    TaskResults results = new TaskResults(operation.results());
    // What was refused, or is not selected, brings nothing.
    Comparison possible =
        new Comparison(
            refreshed.comparison().resources().stream()
                .filter(one -> !isFailed(results.of(one.id())))
                .filter(one -> one.live().isPresent() || scope.selected().test(one.id()))
                .toList());
    return new ServedKindGate(
        possible,
        hooks,
        applier::isServed,
        Duration.between(operation.startedAt(), clock.instant()));
  }

  private static boolean isFailed(Optional<TaskResult> result) {
    return result.filter(one -> one.status() == TaskResult.Status.FAILED).isPresent();
  }

  private TaskOutcome perform(
      Task task,
      @Nullable Compared compared,
      Refreshed refreshed,
      SyncOperation state,
      TaskList.SyncScope scope) {
    if (task.action() == Task.Action.HOOK) {
      return refreshed.desired().hooks().stream()
          .map(hook -> HookRunner.named(hook, state, refreshed.target().firstCommit()))
          .filter(hook -> hook.id().equals(task.id()))
          .findFirst()
          .map(hook -> hooks.start(hook, task.phase(), state))
          .orElseGet(TaskOutcome.Later::new);
    }
    Compared one = Objects.requireNonNull(compared);
    return one.desired()
        .map(desired -> applier.apply(one, desired, refreshed.rules(), scope.options()))
        .orElseGet(() -> applier.prune(one, scope.options()));
  }

  private static List<Task> firstKind(List<Task> tasks) {
    Task first = tasks.getFirst();
    return tasks.stream()
        .filter(
            task -> (task.action() == Task.Action.PRUNE) == (first.action() == Task.Action.PRUNE))
        .filter(task ->
            first.action() == Task.Action.PRUNE
                || KindOrder.rank(task.id()) == KindOrder.rank(first.id()))
        .toList();
  }

  /** Adds what needed no change and what was left, so that the results name every object. */
  private static List<TaskResult> complete(
      Refreshed refreshed, TaskList.SyncScope scope, TaskResults results) {
    List<TaskResult> all = new ArrayList<>(results.all());
    for (Compared one : refreshed.comparison().resources()) {
      if (scope.selected().test(one.id()) && results.of(one.id()).isEmpty()) {
        one.desired()
            .ifPresent(
                desired -> all.add(Applier.result(desired, TaskResult.Status.SYNCED, "unchanged")));
        if (one.requiresPruning()) {
          all.add(
              TaskResult.left(
                  one,
                  TaskResult.Status.PRUNE_SKIPPED,
                  one.live().orElseThrow().options().is("Prune", "confirm")
                      ? "left in the cluster: it is not in Git, and its deletion needs approval;"
                          + " annotate the Application with argocd.argoproj.io/deletion-approved,"
                          + " set to the time of the approval"
                      : "left in the cluster: it is not in Git, and pruning it is off"));
        }
      }
    }
    return all;
  }

  private TaskList.SyncScope holding(
      ApplicationView view, Refreshed refreshed, TaskList.SyncScope scope) {
    return scope.holding(
        holds.find(
            view,
            refreshed,
            one ->
                scope.selected().test(one.id())
                    && TaskList.mayPrune(one.live().orElseThrow(), scope)));
  }

  private static TaskList.SyncScope scope(ApplicationView view, SyncOperation state) {
    Operation.Sync sync = state.request().sync();
    List<Operation.ResourceRef> only = sync == null ? List.of() : sync.resources();
    boolean withoutHooks =
        sync != null && sync.syncStrategy() != null && sync.syncStrategy().apply() != null;
    SyncOptions options =
        sync != null && !sync.syncOptions().isEmpty()
            ? SyncOptions.of(sync.syncOptions())
            : view.options();
    return new TaskList.SyncScope(
        id -> only.isEmpty() || only.stream().anyMatch(ref -> isFor(ref, id)),
        only.isEmpty() && !withoutHooks,
        sync != null && Boolean.TRUE.equals(sync.prune()),
        options,
        view.deletionsApproved(view.deletionsKnownSince(state)));
  }

  /**
   * Returns what a sync that begins by itself may be about. An object that left Git and stays is no
   * reason to sync the same commit again.
   */
  Comparison considered(
      ApplicationView view, Refreshed refreshed, Optional<SyncOperation> operation) {
    Optional<SyncOperation> last =
        operation.filter(one -> one.target().isSameAs(refreshed.target()));
    if (last.isEmpty()) {
      return refreshed.comparison();
    }
    boolean approved = view.deletionsApproved(view.deletionsKnownSince(last.get()));
    TaskList.SyncScope scope =
        new TaskList.SyncScope(_ -> true, true, true, view.options(), approved);
    return new Comparison(
        refreshed.comparison().resources().stream()
            .filter(
                one -> !one.requiresPruning() || TaskList.mayPrune(one.live().orElseThrow(), scope))
            .toList());
  }

  private static boolean isFor(Operation.ResourceRef ref, ResourceId id) {
    return id.kind().equals(ref.kind())
        && id.name().equals(ref.name())
        && id.group().equals(Objects.requireNonNullElse(ref.group(), ""))
        && (ref.namespace() == null
            || ref.namespace().isEmpty()
            || id.namespace().equals(ref.namespace()));
  }
}
