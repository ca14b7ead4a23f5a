package dev.sealer.kube.reconcile;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Time;
import dev.sealer.kube.watch.ResourceVersions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a reconciler from acting on a watch cache that is older than what the reconciler itself
 * last wrote or read.
 *
 * <p>For each reconciled key and each watched kind it remembers the newest resourceVersion that a
 * call for that key returned. Before a run, {@link ReconcileLoop} asks what the watches have seen.
 * While one of them is behind, the run is put off; after 30 seconds, or when the result of a write
 * is unknown, the run takes place and {@link #mustRead} tells the reconciler to read from the API
 * server. Where versions are not numbers, nothing is put off.
 *
 * <p>Holds an entry for each key that a watch has yet to catch up with, and some more until the
 * next sweep. Safe for use by several threads.
 *
 * <p>Source: Kubernetes KEP-5647, "stale controller mitigation".
 */
public final class OwnWrites {

  /** The time until a postponed run is checked again. */
  static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** The longest time that a run waits for a watch. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(OwnWrites.class);
  private static final int SWEEP_FROM = 256;

  /** The decision about a run. */
  enum Decision {
    /** Run; the watches are up to date. */
    RUN,
    /** Run, and read from the API server: {@link OwnWrites#mustRead} is true until the end. */
    READ,
    /** Look again after {@link OwnWrites#LOOK_AGAIN}. */
    SKIP
  }

  private record Mark(String namespace, String version, long since) {}

  private static final class Entry {
    private final Map<String, Mark> marks = new TreeMap<>();
    private boolean unknown;
    private boolean reading;
    private boolean warned;

    boolean isEmpty() {
      return marks.isEmpty() && !unknown && !reading;
    }
  }

  private final Time time;
  private final MeterRegistry metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, UnaryOperator<String>> watches = new HashMap<>();
  private final Map<ObjectKey, Entry> entries = new HashMap<>();
  private int sweepAt = SWEEP_FROM;

  /** Knows no kinds and no writes. */
  public OwnWrites(Platform platform, MeterRegistry metrics) {
    this.time = platform.time();
    this.metrics = metrics;
  }

  /**
   * Says how far the watch of a kind has come. Called before the first run; kinds without a watch
   * are not guarded.
   *
   * @param seen the resourceVersion that a namespace was seen at, such as {@code
   *     ObjectWatch::seenVersion}
   */
  public void watching(ResourceType type, UnaryOperator<String> seen) {
    lock.lock();
    try {
      watches.put(name(type), seen);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns {@code objects}, whose results are noted here.
   *
   * @param reconciled the key that a call is made for, by its target
   */
  public ClusterObjects recording(
      ClusterObjects objects, Function<ObjectRef, ObjectKey> reconciled) {
    return new RecordedObjects(objects, reconciled, this);
  }

  /**
   * Notes that an object of a kind was written or read for {@code key}.
   *
   * @param namespace of the object
   * @param version of the object, by the API server's own response
   */
  public void saw(ObjectKey key, ResourceType type, String namespace, String version) {
    String kind = name(type);
    lock.lock();
    try {
      UnaryOperator<String> watch = watches.get(kind);
      if (watch == null || isSeen(watch.apply(namespace), version)) {
        return;
      }
      Entry entry = entry(key);
      Mark before = entry.marks.get(kind);
      if (before == null || !isSeen(before.version(), version)) {
        entry.marks.put(kind, new Mark(namespace, version, time.nanos()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a write for {@code key} may or may not have been stored. */
  public void unknown(ObjectKey key) {
    lock.lock();
    try {
      entry(key).unknown = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns whether the present run for {@code key} must read from the API server, not from
   * watches.
   */
  public boolean mustRead(ObjectKey key) {
    lock.lock();
    try {
      Entry entry = entries.get(key);
      return entry != null && entry.reading;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the number of keys with an entry. */
  int remembered() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  /** Decides on a run that is about to begin. */
  Decision begin(ObjectKey key) {
    lock.lock();
    try {
      Entry entry = entries.get(key);
      if (entry == null) {
        return Decision.RUN;
      }
      entry.marks.entrySet().removeIf(mark -> caughtUp(mark.getKey(), mark.getValue()));
      long now = time.nanos();
      boolean overdue =
          entry.marks.values().stream().anyMatch(m -> now - m.since() >= PATIENCE.toNanos());
      if (entry.unknown || overdue) {
        warn(key, entry, overdue);
        entry.unknown = false;
        entry.reading = true;
        return Decision.READ;
      }
      if (entry.marks.isEmpty()) {
        entries.remove(key);
        return Decision.RUN;
      }
      entry
          .marks
          .keySet()
          .forEach(kind -> metrics.counter("sealer.stale.skips", "kind", kind).increment());
      return Decision.SKIP;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a run.
   *
   * @param succeeded false makes the next run read again, if this one had to
   */
  void end(ObjectKey key, boolean succeeded) {
    lock.lock();
    try {
      Entry entry = entries.get(key);
      if (entry == null) {
        return;
      }
      entry.unknown |= entry.reading && !succeeded;
      entry.reading = false;
      if (entry.isEmpty()) {
        entries.remove(key);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void warn(ObjectKey key, Entry entry, boolean overdue) {
    if (overdue && !entry.warned) {
      entry.warned = true;
      LOG.warn(
          "{}: the watch of {} has not shown our last write for {}; reading from the API server",
          key,
          entry.marks.keySet(),
          PATIENCE);
    }
  }

  private Entry entry(ObjectKey key) {
    if (entries.size() >= sweepAt) {
      entries
          .values()
          .forEach(e -> e.marks.entrySet().removeIf(m -> caughtUp(m.getKey(), m.getValue())));
      entries.values().removeIf(Entry::isEmpty);
      sweepAt = Math.max(SWEEP_FROM, 2 * entries.size());
    }
    return entries.computeIfAbsent(key, k -> new Entry());
  }

  private boolean caughtUp(String kind, Mark mark) {
    UnaryOperator<String> watch = watches.get(kind);
    return watch == null || isSeen(watch.apply(mark.namespace()), mark.version());
  }

  /** Returns true also if the two cannot be compared. */
  private static boolean isSeen(String seen, String version) {
    return ResourceVersions.compare(seen, version).orElse(0) >= 0;
  }

  private static String name(ResourceType type) {
    return type.kind();
  }
}
