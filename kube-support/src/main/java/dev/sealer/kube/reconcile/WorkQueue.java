package dev.sealer.kube.reconcile;

import dev.sealer.kube.ObjectKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which key runs next. A plain state machine: times are passed in (nanoseconds of one
 * monotonic clock), and the caller holds the lock.
 *
 * <p>Guarantees: a key is never handed out twice at a time; a key that is enqueued after it was
 * handed out runs again; each finished run replaces the key's earlier schedule.
 */
final class WorkQueue {

  private record Scheduled(long due, ObjectKey key) implements Comparable<Scheduled> {
    @Override
    public int compareTo(Scheduled other) {
      int byTime = Long.compare(due, other.due);
      return byTime != 0 ? byTime : key.compareTo(other.key);
    }
  }

  /** A key handed out, and how long it had waited. */
  record Taken(ObjectKey key, long waitedNanos) {}

  private final LinkedHashMap<ObjectKey, Long> readySince = new LinkedHashMap<>();
  private final Set<ObjectKey> running = new HashSet<>();
  private final Set<ObjectKey> enqueuedWhileRunning = new HashSet<>();
  private final Map<ObjectKey, Long> dueAfterRunning = new HashMap<>();
  private final Map<ObjectKey, Scheduled> scheduled = new HashMap<>();
  private final NavigableSet<Scheduled> byDue = new TreeSet<>();
  private final Map<ObjectKey, Integer> failures = new HashMap<>();

  /**
   * Asks for a run as soon as may be.
   *
   * @return whether this added a run that was not already asked for
   */
  boolean enqueue(ObjectKey key, long now) {
    if (running.contains(key)) {
      return enqueuedWhileRunning.add(key);
    }
    return readySince.putIfAbsent(key, now) == null;
  }

  /** Asks for a run at {@code due} at the latest; an earlier one will do. */
  void enqueueBy(ObjectKey key, long due) {
    if (running.contains(key)) {
      dueAfterRunning.merge(key, due, Math::min);
    } else if (!readySince.containsKey(key)) {
      schedule(key, due);
    }
  }

  private void schedule(ObjectKey key, long due) {
    Scheduled known = scheduled.get(key);
    if (known == null || due < known.due()) {
      unschedule(key);
      Scheduled next = new Scheduled(due, key);
      scheduled.put(key, next);
      byDue.add(next);
    }
  }

  /** Hands out the key that waited longest, delayed ones that are due included. */
  Optional<Taken> take(long now) {
    while (!byDue.isEmpty() && byDue.first().due() <= now) {
      Scheduled due = byDue.first();
      unschedule(due.key());
      readySince.putIfAbsent(due.key(), due.due());
    }
    var oldest = readySince.pollFirstEntry();
    if (oldest == null) {
      return Optional.empty();
    }
    ObjectKey key = oldest.getKey();
    unschedule(key);
    running.add(key);
    return Optional.of(new Taken(key, Math.max(0, now - oldest.getValue())));
  }

  /** Failures in a row so far, counting the one that is just ending. */
  int failed(ObjectKey key) {
    return failures.merge(key, 1, Integer::sum);
  }

  /** Forgets past failures. */
  void succeeded(ObjectKey key) {
    failures.remove(key);
  }

  /**
   * Ends a run.
   *
   * @param delayNanos when to run again if nothing enqueues the key earlier; null for not at all
   */
  void finish(ObjectKey key, @Nullable Long delayNanos, long now) {
    running.remove(key);
    Long due = dueAfterRunning.remove(key);
    if (enqueuedWhileRunning.remove(key)) {
      readySince.putIfAbsent(key, now);
      return;
    }
    if (delayNanos != null) {
      schedule(key, now + delayNanos);
    }
    if (due != null) {
      schedule(key, due);
    }
  }

  /** Nanoseconds from {@code now} to the next delayed key; empty when there is none. */
  OptionalLong untilNextDue(long now) {
    return byDue.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, byDue.first().due() - now));
  }

  /** The keys that run now, and those whose last run failed, in order. */
  SortedSet<ObjectKey> unfinished() {
    SortedSet<ObjectKey> keys = new TreeSet<>(running);
    keys.addAll(failures.keySet());
    return keys;
  }

  int depth() {
    return readySince.size();
  }

  int runningCount() {
    return running.size();
  }

  int delayedCount() {
    return scheduled.size();
  }

  private void unschedule(ObjectKey key) {
    Scheduled old = scheduled.remove(key);
    if (old != null) {
      byDue.remove(old);
    }
  }
}
