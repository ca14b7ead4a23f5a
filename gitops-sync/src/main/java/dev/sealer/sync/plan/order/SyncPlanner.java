package dev.sealer.sync.plan.order;

import dev.sealer.kube.ShortText;
import dev.sealer.sync.plan.SyncPhase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds the next step from how far each task is. It remembers nothing: after a crash the same
 * cluster and the same results give the same step.
 */
public final class SyncPlanner {

  private static final int MOST_LISTED = 20;
  private static final int LONGEST = 1000;

  private static final Comparator<Task> WITHIN_A_WAVE =
      Comparator.comparing((Task task) -> task.action() != Task.Action.PRUNE)
          .thenComparing(Task::id, KindOrder.ORDER);

  private SyncPlanner() {}

  private record Place(SyncPhase phase, int wave) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return Comparator.comparing(Place::phase).thenComparingInt(Place::wave).compare(this, other);
    }
  }

  /** The next step. */
  public static Step next(List<Task> tasks) {
    SortedMap<Place, List<Task>> all = byPlace(tasks);
    SortedMap<Place, List<Task>> regular =
        all.headMap(new Place(SyncPhase.SYNC_FAIL, Integer.MIN_VALUE));
    boolean alone = regular.size() <= 1;
    for (Map.Entry<Place, List<Task>> group : regular.entrySet()) {
      boolean last = group.getKey().equals(regular.lastKey());
      Step step = stepOf(group.getValue(), alone, last);
      if (step instanceof Step.Failed failed) {
        return afterFailure(all.tailMap(new Place(SyncPhase.SYNC_FAIL, Integer.MIN_VALUE)), failed);
      }
      if (!(step instanceof Step.Succeeded)) {
        return step;
      }
    }
    return new Step.Succeeded();
  }

  private static SortedMap<Place, List<Task>> byPlace(List<Task> tasks) {
    return tasks.stream()
        .collect(
            Collectors.groupingBy(
                task -> new Place(task.phase(), task.wave()), TreeMap::new, Collectors.toList()));
  }

  private static Step stepOf(List<Task> group, boolean alone, boolean last) {
    List<Task> pending = withState(group, Task.State.PENDING);
    if (!pending.isEmpty()) {
      return new Step.Run(pending.stream().sorted(WITHIN_A_WAVE).toList());
    }
    List<Task> failed = new ArrayList<>(withState(group, Task.State.FAILED));
    List<Task> waiting = new ArrayList<>(withState(group, Task.State.WAITING));
    // Nothing comes after a wave that is alone, so nobody needs its objects to be healthy.
    if (alone) {
      waiting.removeIf(task -> task.action() == Task.Action.APPLY);
    } else {
      failed.addAll(withState(group, Task.State.UNHEALTHY));
    }
    waiting.addAll(withState(group, Task.State.HELD));
    // A deletion that never ends holds back what comes after it, but not the end of the sync.
    if (!last) {
      failed.addAll(withState(group, Task.State.STUCK));
    }
    if (!waiting.isEmpty()) {
      return new Step.Wait("waiting for " + described(waiting));
    }
    return failed.isEmpty()
        ? new Step.Succeeded()
        : new Step.Failed("one or more objects failed: " + described(failed));
  }

  /** Runs what is to run after a failure, and only then reports the failure. */
  private static Step afterFailure(SortedMap<Place, List<Task>> onFailure, Step.Failed failed) {
    for (List<Task> group : onFailure.values()) {
      Step step = stepOf(group, false, true);
      if (step instanceof Step.Run || step instanceof Step.Wait) {
        return step;
      }
    }
    return failed;
  }

  private static List<Task> withState(List<Task> group, Task.State state) {
    return group.stream().filter(task -> task.state() == state).toList();
  }

  private static String described(List<Task> tasks) {
    return listed(
        tasks.stream()
            .sorted(WITHIN_A_WAVE)
            .map(task ->
                task.message().isEmpty() ? task.id().toString() : task.id() + ": " + task.message())
            .toList());
  }

  /** The first of many in one line, and how many more there are: a status has a limit. */
  public static String listed(List<String> all) {
    String shown =
        all.stream()
            .limit(MOST_LISTED)
            .map(message -> ShortText.of(message, LONGEST))
            .collect(Collectors.joining("; "));
    int more = all.size() - MOST_LISTED;
    return more > 0 ? shown + "; and " + more + " more" : shown;
  }
}
