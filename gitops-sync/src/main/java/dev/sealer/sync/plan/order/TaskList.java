package dev.sealer.sync.plan.order;

import dev.sealer.sync.health.Health;
import dev.sealer.sync.health.HealthStatus;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncCode;
import dev.sealer.sync.plan.SyncOptions;
import dev.sealer.sync.plan.SyncPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes the tasks of a sync from a comparison and from what was done so far. */
public final class TaskList {

  /** For so long a sync waits for the end of a deletion that finalizers hold. */
  static final Duration DELETION_PATIENCE = Duration.ofMinutes(5);

  private final SyncScope scope;
  private final TaskResults results;
  private final Instant now;
  private final List<Task> tasks = new ArrayList<>();
  private final Set<ResourceId> atTheEnd = new HashSet<>();

  private TaskList(SyncScope scope, TaskResults results, Instant now) {
    this.scope = scope;
    this.results = results;
    this.now = now;
  }

  /**
   * The scope of a sync.
   *
   * @param selected which objects; a sync of some objects only runs no hooks
   * @param everything whether all objects are selected
   * @param prune whether objects that left Git are deleted
   * @param options of the Application
   * @param deletionsApproved whether deletions that wait for approval have it
   * @param held what the deletion of an object waits for
   */
  public record SyncScope(
      Predicate<ResourceId> selected,
      boolean everything,
      boolean prune,
      SyncOptions options,
      boolean deletionsApproved,
      Map<ResourceId, String> held) {
    /** Copies what is held. */
    public SyncScope {
      held = Map.copyOf(held);
    }

    /** Returns a scope in which no deletion waits for anything. */
    public SyncScope(
        Predicate<ResourceId> selected,
        boolean everything,
        boolean prune,
        SyncOptions options,
        boolean deletionsApproved) {
      this(selected, everything, prune, options, deletionsApproved, Map.of());
    }

    /** Returns the same scope, in which these deletions wait. */
    public SyncScope holding(Map<ResourceId, String> deletions) {
      return new SyncScope(selected, everything, prune, options, deletionsApproved, deletions);
    }
  }

  /**
   * Makes the tasks.
   *
   * @param hooks each hook with its live object, if there is one
   * @param results what this sync did so far
   * @param now the wall clock, for deletions that do not end
   */
  public static List<Task> of(
      Comparison comparison,
      Map<Desired, Optional<LiveFacts>> hooks,
      SyncScope scope,
      TaskResults results,
      Instant now) {
    TaskList list = new TaskList(scope, results, now);
    comparison.resources().stream()
        .filter(one -> scope.selected().test(one.id()))
        .forEach(list::add);
    if (scope.everything()) {
      hooks.forEach(list::addHook);
    }
    return Bubbling.apply(list.mirrored(), comparison);
  }

  /** Returns whether a sync of this scope may delete an object that left Git. */
  public static boolean mayPrune(LiveFacts live, SyncScope scope) {
    Optional<String> own = live.options().get("Prune");
    String option = own.or(() -> scope.options().get("Prune")).orElse("true");
    return scope.prune()
        && !live.ignoreExtraneous()
        && !option.equals("false")
        && (!option.equals("confirm") || scope.deletionsApproved());
  }

  private void add(Compared one) {
    if (one.desired().isPresent()) {
      tasks.add(applyTask(one, one.desired().get()));
    } else if (one.live().isPresent() && !isGoing(one) && mayPrune(one.live().get(), scope)) {
      tasks.add(pruneTask(one, one.live().get()));
    }
  }

  /** Someone else is deleting it: nothing to do. What this sync deleted is waited for. */
  private boolean isGoing(Compared one) {
    return one.live().filter(LiveFacts::deleting).isPresent() && results.of(one.id()).isEmpty();
  }

  private Task applyTask(Compared one, Desired desired) {
    Optional<TaskResult> result = results.of(one.id());
    Task.State state;
    String message = "";
    if (result.filter(r -> r.status() == TaskResult.Status.FAILED).isPresent()) {
      state = Task.State.FAILED;
      message = result.get().message();
    } else if (one.code() != SyncCode.SYNCED && (result.isEmpty() || one.live().isEmpty())) {
      // Also what was deleted since: as long as it is missing, the sync has not done its work.
      state = Task.State.PENDING;
    } else {
      state = one.health().map(TaskList::afterApply).orElse(Task.State.DONE);
      message = one.health().map(Health::message).orElse("");
    }
    return new Task(Task.Action.APPLY, one.id(), SyncPhase.SYNC, desired.wave(), state, message);
  }

  private static Task.State afterApply(Health health) {
    return switch (health.status()) {
      case HEALTHY -> Task.State.DONE;
      case DEGRADED -> Task.State.UNHEALTHY;
      case SUSPENDED, PROGRESSING, MISSING, UNKNOWN -> Task.State.WAITING;
    };
  }

  private Task pruneTask(Compared one, LiveFacts live) {
    Optional<TaskResult> result = results.of(one.id());
    String held = scope.held().get(one.id());
    if (result.isEmpty() && held != null) {
      // What does not depend on its deletion comes first.
      atTheEnd.add(one.id());
      return new Task(
          Task.Action.PRUNE, one.id(), SyncPhase.SYNC, live.wave(), Task.State.WAITING, held);
    }
    Task.State state =
        result
            .map(r -> r.status() == TaskResult.Status.FAILED ? Task.State.FAILED : afterPrune(live))
            .orElse(Task.State.PENDING);
    String message =
        state == Task.State.FAILED
            ? result.map(TaskResult::message).orElse("")
            : live.deletion().map(TaskList::described).orElse("");
    if (live.options()
        .get("PruneLast")
        .or(() -> scope.options().get("PruneLast"))
        .filter("true"::equals)
        .isPresent()) {
      atTheEnd.add(one.id());
    }
    return new Task(Task.Action.PRUNE, one.id(), SyncPhase.SYNC, live.wave(), state, message);
  }

  private Task.State afterPrune(LiveFacts live) {
    // Somebody has created it again since: the next comparison decides what becomes of it.
    return live.deletion()
        .map(deletion ->
            Duration.between(deletion.since(), now).compareTo(DELETION_PATIENCE) > 0
                ? Task.State.STUCK
                : Task.State.WAITING)
        .orElse(Task.State.DONE);
  }

  private static String described(LiveFacts.Deletion deletion) {
    return deletion.finalizers().isEmpty()
        ? "its deletion has not ended"
        : "its deletion waits for finalizers " + String.join(", ", deletion.finalizers());
  }

  private void addHook(Desired desired, Optional<LiveFacts> live) {
    for (SyncPhase phase : desired.hook().orElseThrow().phases()) {
      tasks.add(
          new Task(
              Task.Action.HOOK,
              desired.id(),
              phase,
              desired.wave(),
              hookState(results.ofHook(desired.id(), phase), live),
              live.flatMap(LiveFacts::health).map(Health::message).orElse("")));
    }
  }

  private static Task.State hookState(Optional<TaskResult> result, Optional<LiveFacts> live) {
    if (result.isEmpty()) {
      return Task.State.PENDING;
    }
    return switch (result.get().hook().orElse(TaskResult.HookState.FAILED)) {
      case SUCCEEDED -> Task.State.DONE;
      case RUNNING -> running(live);
      case FAILED -> Task.State.FAILED;
    };
  }

  /** Returns the state of a started hook; failed if its object was deleted with the result. */
  private static Task.State running(Optional<LiveFacts> live) {
    if (live.isEmpty()) {
      return Task.State.FAILED;
    }
    if (live.get().paused()) {
      return Task.State.WAITING;
    }
    HealthStatus health = live.get().health().map(Health::status).orElse(HealthStatus.HEALTHY);
    return switch (health) {
      case HEALTHY -> Task.State.DONE;
      case DEGRADED, UNKNOWN -> Task.State.FAILED;
      case SUSPENDED, PROGRESSING, MISSING -> Task.State.WAITING;
    };
  }

  /** Deletions run in reverse: the lowest wave among them swaps with the highest. */
  private List<Task> mirrored() {
    SortedSet<Integer> waves =
        tasks.stream()
            .filter(task -> task.action() == Task.Action.PRUNE)
            .map(Task::wave)
            .collect(Collectors.toCollection(TreeSet::new));
    List<Integer> upwards = List.copyOf(waves);
    List<Integer> downwards = upwards.reversed();
    int last = tasks.stream().mapToInt(Task::wave).max().orElse(0) + 1;
    return tasks.stream()
        .map(task ->
            task.action() != Task.Action.PRUNE
                ? task
                : task.at(
                    SyncPhase.SYNC,
                    atTheEnd.contains(task.id())
                        ? last
                        : downwards.get(upwards.indexOf(task.wave()))))
        .toList();
  }
}
