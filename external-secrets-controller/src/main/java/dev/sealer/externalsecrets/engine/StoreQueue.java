package dev.sealer.externalsecrets.engine;

import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Platform;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reads that one store has to answer. No caller waits here: an ExternalSecret that asks too
 * early is enqueued again later. The calls run on a few threads of their own, so that a store that
 * hangs delays no other store. Safe for use by several threads.
 */
final class StoreQueue implements AutoCloseable {
  /** A queue that was not asked for so long is forgotten. */
  static final Duration IDLE = Duration.ofMinutes(15);

  private final StoreIdentity identity;
  private final StoreCall call;
  private final int batchLimit;
  private final Shared shared;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<StoreQuery> urgent = new LinkedHashSet<>();
  private final Set<StoreQuery> periodic = new LinkedHashSet<>();

  /** When the call began that reads it. */
  private final Map<StoreQuery, Long> inFlight = new HashMap<>();

  private final Map<ObjectKey, Waiter> waiters = new HashMap<>();
  private StoreObject store;
  private CountDownLatch full = new CountDownLatch(1);
  private int threads;
  private boolean gathering;
  private long askedAt;
  private boolean closed;

  /**
   * The dependencies that all queues share.
   *
   * @param cache where answers go
   * @param enqueue receives the ExternalSecrets whose reads were answered
   */
  record Shared(
      ValueCache cache,
      FetchLimits limits,
      Platform platform,
      Consumer<Collection<ObjectKey>> enqueue) {
    long now() {
      return platform.time().nanos();
    }
  }

  /** An ExternalSecret that asked, in one of its versions. */
  private record Waiter(String version, long since, Set<StoreQuery> reads) {}

  /** Reads from {@code store} through {@code call}, {@code batchLimit} at a time. */
  StoreQueue(
      StoreIdentity identity, StoreObject store, StoreCall call, int batchLimit, Shared shared) {
    this.identity = identity;
    this.store = store;
    this.call = call;
    this.batchLimit = batchLimit;
    this.shared = shared;
    this.askedAt = shared.now();
  }

  /**
   * Returns the answers to all reads, or asks the store for those that are not there yet.
   *
   * @return empty if some are not there yet; the ExternalSecret of {@code ask} is enqueued when
   *     they are, and then has them until {@link #forget}
   */
  Optional<Map<StoreQuery, ValueCache.Kept>> answers(
      StoreObject present, FetchEngine.Ask ask, Set<StoreQuery> reads) {
    boolean start;
    lock.lock();
    try {
      store = present;
      long now = shared.now();
      askedAt = now;
      Waiter waiter = waiter(ask);
      Map<StoreQuery, ValueCache.Kept> answers = known(ask, waiter, reads);
      Set<StoreQuery> missing = new LinkedHashSet<>(reads);
      missing.removeAll(answers.keySet());
      if (missing.isEmpty()) {
        return Optional.of(answers);
      }
      // An ExternalSecret may have come back long after its answers came and were dropped. One that
      // has them and now asks for what a search listed still waits for the same refresh.
      boolean waits =
          waiter != null
              && (waiter.reads().stream().anyMatch(this::isOpen)
                  || answers.keySet().containsAll(waiter.reads()));
      long since = waiter != null && waits ? waiter.since() : now;
      if (now - since >= FetchLimits.PATIENCE.toNanos()) {
        missing.forEach(read -> answers.put(read, silence(now)));
        return Optional.of(answers);
      }
      if (closed) {
        return Optional.empty();
      }
      waiters.put(ask.reader(), new Waiter(ask.version(), since, Set.copyOf(reads)));
      missing.forEach(read -> add(read, ask, since));
      start = claimsThread();
    } finally {
      lock.unlock();
    }
    startIf(start);
    return Optional.empty();
  }

  /** A forced sync must not get answers that were read before it was asked for. */
  private @Nullable Waiter waiter(FetchEngine.Ask ask) {
    Waiter waiter = waiters.get(ask.reader());
    return waiter != null && ask.wantsNew() && !waiter.version().equals(ask.version())
        ? null
        : waiter;
  }

  private Map<StoreQuery, ValueCache.Kept> known(
      FetchEngine.Ask ask, @Nullable Waiter waiter, Set<StoreQuery> reads) {
    Map<StoreQuery, ValueCache.Kept> known = new LinkedHashMap<>();
    for (StoreQuery read : reads) {
      shared
          .cache()
          .get(identity, read)
          .filter(kept -> isGoodEnough(kept, ask, waiter))
          .ifPresent(kept -> known.put(read, kept));
    }
    return known;
  }

  /** Anything but a value is only for those who waited for it. */
  private boolean isGoodEnough(ValueCache.Kept kept, FetchEngine.Ask ask, @Nullable Waiter waiter) {
    boolean awaited = waiter != null && kept.askedAt() - waiter.since() >= 0;
    boolean young = shared.now() - kept.askedAt() < ask.maxAge().toNanos() && kept.isValue();
    return (awaited || young) && kept.storeVersion().equals(store.version());
  }

  private static ValueCache.Kept silence(long now) {
    return ValueCache.Kept.unavailable("the store has not answered yet", "", now);
  }

  private void add(StoreQuery read, FetchEngine.Ask ask, long since) {
    Long called = inFlight.get(read);
    long oldest = Math.min(since, shared.now() - ask.maxAge().toNanos());
    if (called != null && called - oldest >= 0) {
      return;
    }
    if (ask.urgent()) {
      periodic.remove(read);
      urgent.add(read);
    } else if (!urgent.contains(read)) {
      periodic.add(read);
    }
    if (urgent.size() + periodic.size() >= batchLimit) {
      full.countDown();
    }
  }

  /** Claims a thread if one is needed. One at a time gathers reads, so that calls are full. */
  private boolean claimsThread() {
    boolean starts = !gathering && threads < shared.limits().parallel() && hasWork();
    gathering |= starts;
    threads += starts ? 1 : 0;
    return starts;
  }

  /** Starts the claimed thread, without the lock: a platform may run it in place. */
  private void startIf(boolean claimed) {
    if (claimed) {
      Thread _ = shared.platform().threads().start("store-calls", this::run);
    }
  }

  private void run() {
    try {
      boolean stopping;
      do {
        stopping = gather();
        Set<StoreQuery> batch = take();
        if (!batch.isEmpty()) {
          call(batch);
        }
      } while (!stopping && gathersAgain());
    } finally {
      leave();
    }
  }

  private boolean gathersAgain() {
    lock.lock();
    try {
      boolean again = !gathering && hasWork();
      gathering |= again;
      return again;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for reads to share a call with; returns whether the process stops. */
  private boolean gather() {
    CountDownLatch latch;
    lock.lock();
    try {
      latch = full;
    } finally {
      lock.unlock();
    }
    try {
      if (batchLimit > 1) {
        // Full or not, the call is made when the window is over.
        boolean _ = shared.platform().time().await(latch, shared.limits().window());
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Set<StoreQuery> take() {
    Set<StoreQuery> batch = new LinkedHashSet<>();
    boolean start;
    lock.lock();
    try {
      for (Set<StoreQuery> from : List.of(urgent, periodic)) {
        move(from, batch);
      }
      batch.forEach(read -> inFlight.put(read, shared.now()));
      full = new CountDownLatch(urgent.size() + periodic.size() < batchLimit ? 1 : 0);
      gathering = false;
      start = claimsThread();
    } finally {
      lock.unlock();
    }
    startIf(start);
    return batch;
  }

  /** Takes what is not being read; the rest is read again when that has ended. */
  private void move(Set<StoreQuery> from, Set<StoreQuery> batch) {
    for (var reads = from.iterator(); reads.hasNext() && batch.size() < batchLimit; ) {
      StoreQuery read = reads.next();
      if (!inFlight.containsKey(read)) {
        batch.add(read);
        reads.remove();
      }
    }
  }

  /** Reads that arrived while this thread found nothing to do need a thread, too. */
  private void leave() {
    boolean start;
    lock.lock();
    try {
      threads--;
      start = !Thread.currentThread().isInterrupted() && claimsThread();
    } finally {
      lock.unlock();
    }
    startIf(start);
  }

  private boolean hasWork() {
    return Stream.concat(urgent.stream(), periodic.stream())
        .anyMatch(read -> !inFlight.containsKey(read));
  }

  private void call(Set<StoreQuery> batch) {
    Map<StoreQuery, ValueCache.Kept> answers = Map.of();
    try {
      answers = call.read(present(), batch);
    } finally {
      deliver(batch, answers);
    }
  }

  private StoreObject present() {
    lock.lock();
    try {
      return store;
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Set<StoreQuery> batch, Map<StoreQuery, ValueCache.Kept> answers) {
    Set<ObjectKey> ready = new TreeSet<>();
    lock.lock();
    try {
      answers.forEach((read, kept) -> shared.cache().put(identity, read, kept));
      batch.forEach(inFlight::remove);
      waiters.forEach((reader, waiter) -> {
        if (waiter.reads().stream().noneMatch(this::isOpen)
            && waiter.reads().stream().anyMatch(batch::contains)) {
          ready.add(reader);
        }
      });
    } finally {
      lock.unlock();
    }
    shared.enqueue().accept(ready);
  }

  private boolean isOpen(StoreQuery read) {
    return inFlight.containsKey(read) || urgent.contains(read) || periodic.contains(read);
  }

  /** Forgets an ExternalSecret that waits. */
  void forget(ObjectKey reader) {
    lock.lock();
    try {
      waiters.remove(reader);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether nobody has asked for {@link #IDLE} and no call runs. */
  boolean isIdle() {
    lock.lock();
    try {
      return threads == 0 && shared.now() - askedAt > IDLE.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** Makes no more calls. A call that runs ends by itself, and its answers are wiped. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      urgent.clear();
      periodic.clear();
      waiters.clear();
      full.countDown();
    } finally {
      lock.unlock();
    }
  }
}
