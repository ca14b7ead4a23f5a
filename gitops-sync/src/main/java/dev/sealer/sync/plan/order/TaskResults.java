package dev.sealer.sync.plan.order;

import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.SyncPhase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of a sync so far. */
public final class TaskResults {

  private record Key(ResourceId id, Optional<SyncPhase> hook) {}

  private final Map<Key, TaskResult> results = new LinkedHashMap<>();

  /** Reads results in the order in which they came; of two for one task the first counts. */
  public TaskResults(List<TaskResult> all) {
    all.forEach(one -> results.putIfAbsent(keyOf(one), one));
  }

  /** Returns all, in order. */
  public List<TaskResult> all() {
    return List.copyOf(results.values());
  }

  /** Returns what was done to an ordinary object. */
  public Optional<TaskResult> of(ResourceId id) {
    return Optional.ofNullable(results.get(new Key(id, Optional.empty())));
  }

  /** Returns what was done to a hook in a phase. */
  public Optional<TaskResult> ofHook(ResourceId id, SyncPhase phase) {
    return Optional.ofNullable(results.get(new Key(id, Optional.of(phase))));
  }

  /** Replaces the result of the same task, or adds one. */
  public TaskResults with(TaskResult result) {
    return with(List.of(result));
  }

  /** Replaces the results of the same tasks, or adds them. */
  public TaskResults with(List<TaskResult> more) {
    TaskResults next = new TaskResults(all());
    more.forEach(result -> next.results.put(keyOf(result), result));
    return next;
  }

  private static Key keyOf(TaskResult result) {
    return new Key(result.id(), result.hook().map(_ -> result.phase()));
  }
}
