package dev.sealer.sync.engine;

import dev.sealer.crds.argoproj.ApplicationStatus.OperationState;
import dev.sealer.crds.argoproj.ApplicationStatus.ResourceResult;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.Hook;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncCode;
import dev.sealer.sync.plan.SyncOptions;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.order.KindOrder;
import dev.sealer.sync.plan.order.Results;
import dev.sealer.sync.plan.order.Step;
import dev.sealer.sync.plan.order.SyncPlanner;
import dev.sealer.sync.plan.order.Task;
import dev.sealer.sync.plan.order.TaskList;
import dev.sealer.sync.status.OperationStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out one step of an operation at a time. What comes next is told by the cluster. */
final class OperationDriver {

  private final Refresher refresher;
  private final Applier applier;
  private final HookRunner hooks;
  private final DestinationNamespace namespace;
  private final LiveCluster cluster;
  private final StatusWriter writer;

  OperationDriver(
      Refresher refresher,
      Applier applier,
      HookRunner hooks,
      DestinationNamespace namespace,
      LiveCluster cluster,
      StatusWriter writer) {
    this.refresher = refresher;
    this.applier = applier;
    this.hooks = hooks;
    this.namespace = namespace;
    this.cluster = cluster;
    this.writer = writer;
  }

  /** How a step ended. */
  sealed interface Progress {}

  /** Something was done: keep the state, compare anew and go on. */
  record Advanced(OperationState state) implements Progress {}

  /** Something moved since it was compared: keep the state, and begin anew with Git and cluster. */
  record Outdated(OperationState state) implements Progress {}

  /** Nothing to do until the cluster changes. */
  record Waiting(OperationState state) implements Progress {}

  /** It did not work; the state holds the results. */
  record Failed(OperationState state, String message) implements Progress {}

  /** All is done. */
  record Succeeded(OperationState state, String message) implements Progress {}

  /** Does the next step. */
  Progress step(ApplicationView view, Refreshed found, OperationState state) {
    Refreshed refreshed = found.attributed(view);
    TaskList.SyncScope scope = scope(view, state);
    boolean first = OperationStates.results(state).isEmpty();
    if (first && !writer.isCurrent(view)) {
      return new Outdated(state);
    }
    if (first) {
      List<String> refusals = prepare(view, refreshed, scope, state);
      if (!refusals.isEmpty()) {
        return new Failed(state, "nothing was applied: " + SyncPlanner.listed(refusals));
      }
      if (isDryRun(state)) {
        return new Succeeded(state, "the API server would take all objects (dry run)");
      }
    }
    Map<Desired, Optional<LiveFacts>> hooked = hooked(refreshed, scope, state);
    Results stored = new Results(OperationStates.results(state));
    hooks.releaseEnded(hooked, stored);
    Results results = settled(hooked, stored);
    if (!results.all().equals(stored.all())) {
      // The result of a hook is stored before its object may go.
      return new Advanced(
          OperationStates.with(
              state, results.all(), Objects.requireNonNullElse(state.message(), "")));
    }
    List<Task> tasks = TaskList.of(refreshed.comparison(), hooked, scope, results);
    OperationState now =
        OperationStates.with(state, results.all(), Objects.requireNonNullElse(state.message(), ""));
    return switch (SyncPlanner.next(tasks)) {
      case Step.Run run ->
          writer.isCurrent(view) ? run(refreshed, now, run.tasks(), scope) : new Outdated(state);
      case Step.Wait wait ->
          new Waiting(OperationStates.with(state, results.all(), wait.message()));
      case Step.Failed failed -> {
        hooks.cleanUp(hooked, results, Hook.DeletePolicy.FAILED);
        yield new Failed(now, failed.message());
      }
      case Step.Succeeded done -> {
        hooks.cleanUp(hooked, results, Hook.DeletePolicy.SUCCEEDED);
        yield new Succeeded(
            OperationStates.with(now, complete(refreshed, scope, results), ""),
            "successfully synced (all tasks run)");
      }
    };
  }

  /** Lets go of hooks that no sync waits for. */
  void releaseHooks(ApplicationView view) {
    hooks.releaseAll(view.key().name());
  }

  /** Everything is asked first, so that a sync that cannot work leaves the cluster as it was. */
  private List<String> prepare(
      ApplicationView view, Refreshed refreshed, TaskList.SyncScope scope, OperationState state) {
    List<String> refusals = new ArrayList<>();
    if (!isDryRun(state)) {
      namespace.ensure(view, refreshed.desired()).ifPresent(refusals::add);
    }
    if (refusals.isEmpty()) {
      // What is there already is tried when its turn comes: it holds back nothing but itself.
      List<Compared> asked =
          refreshed.comparison().resources().stream()
              .filter(one -> scope.selected().test(one.id()))
              .filter(one -> one.desired().isPresent() && one.code() == SyncCode.OUT_OF_SYNC)
              .filter(one -> one.live().isEmpty() || isDryRun(state))
              .filter(one -> !dependsOnThisSync(one, refreshed))
              .toList();
      cluster.each(asked, this::refusal).stream().flatMap(Optional::stream).forEach(refusals::add);
    }
    return refusals;
  }

  private Optional<String> refusal(Compared one) {
    Desired desired = one.desired().orElseThrow();
    return applier
        .refusal(desired, one.live())
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
      Refreshed refreshed, TaskList.SyncScope scope, OperationState state) {
    return scope.everything()
        ? refresher.hooks(
            refreshed.desired().hooks().stream()
                .map(hook -> HookRunner.named(hook, state, refreshed.sha()))
                .toList())
        : Map.of();
  }

  /** Notes which running hooks have ended. */
  private Results settled(Map<Desired, Optional<LiveFacts>> hooked, Results results) {
    List<ResourceResult> all = new ArrayList<>(results.all());
    hooked.forEach((hook, live) -> {
      for (SyncPhase phase : hook.hook().orElseThrow().phases()) {
        results
            .ofHook(hook.id(), phase)
            .filter(result -> Results.HOOK_RUNNING.equals(result.hookPhase()))
            .ifPresent(
                running -> all.set(all.indexOf(running), hooks.settle(hook, phase, running, live)));
      }
    });
    return new Results(all);
  }

  private Progress run(
      Refreshed refreshed, OperationState state, List<Task> tasks, TaskList.SyncScope scope) {
    // One kind at a time: the rest of the wave is still pending and comes with the next step.
    List<Task> batch = firstKind(tasks);
    Map<ResourceId, Compared> compared =
        refreshed.comparison().resources().stream()
            .collect(Collectors.toMap(Compared::id, Function.identity(), (a, b) -> b));
    List<ResourceResult> results = new ArrayList<>(OperationStates.results(state));
    boolean moved = false;
    for (TaskOutcome outcome :
        cluster.each(
            batch, task -> perform(task, compared.get(task.id()), refreshed, state, scope))) {
      switch (outcome) {
        case TaskOutcome.Done done -> results.add(done.result());
        case TaskOutcome.Moved _ -> moved = true;
        case TaskOutcome.Later _ -> {}
      }
    }
    String message = "running: " + batch.size() + " of " + tasks.size() + " tasks of this wave";
    OperationState now = OperationStates.with(state, results, message);
    if (moved) {
      return new Outdated(now);
    }
    boolean advanced = results.size() > OperationStates.results(state).size();
    return advanced ? new Advanced(now) : new Waiting(now);
  }

  private TaskOutcome perform(
      Task task,
      @Nullable Compared compared,
      Refreshed refreshed,
      OperationState state,
      TaskList.SyncScope scope) {
    if (task.action() == Task.Action.HOOK) {
      return refreshed.desired().hooks().stream()
          .map(hook -> HookRunner.named(hook, state, refreshed.sha()))
          .filter(hook -> hook.id().equals(task.id()))
          .findFirst()
          .flatMap(hook -> hooks.start(hook, task.phase(), state))
          .<TaskOutcome>map(TaskOutcome.Done::new)
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
  private static List<ResourceResult> complete(
      Refreshed refreshed, TaskList.SyncScope scope, Results results) {
    List<ResourceResult> all = new ArrayList<>(results.all());
    for (Compared one : refreshed.comparison().resources()) {
      if (scope.selected().test(one.id()) && results.of(one.id()).isEmpty()) {
        one.desired()
            .ifPresent(desired -> all.add(Applier.result(desired, Results.SYNCED, "unchanged")));
        if (one.requiresPruning()) {
          all.add(skipped(one));
        }
      }
    }
    return all;
  }

  private static ResourceResult skipped(Compared one) {
    return new ResourceResult(
        one.id().group(),
        one.version(),
        one.id().kind(),
        one.id().namespace(),
        one.id().name(),
        Results.PRUNE_SKIPPED,
        "left in the cluster: it is not in Git, and pruning it is off",
        null,
        null,
        SyncPhase.SYNC.word(),
        List.of());
  }

  private static TaskList.SyncScope scope(ApplicationView view, OperationState state) {
    Operation.Sync sync = state.operation().sync();
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
        view.deletionsApproved());
  }

  private static boolean isFor(Operation.ResourceRef ref, ResourceId id) {
    return id.kind().equals(ref.kind())
        && id.name().equals(ref.name())
        && id.group().equals(Objects.requireNonNullElse(ref.group(), ""))
        && (ref.namespace() == null
            || ref.namespace().isEmpty()
            || id.namespace().equals(ref.namespace()));
  }

  private static boolean isDryRun(OperationState state) {
    Operation.Sync sync = state.operation().sync();
    return sync != null && Boolean.TRUE.equals(sync.dryRun());
  }
}
