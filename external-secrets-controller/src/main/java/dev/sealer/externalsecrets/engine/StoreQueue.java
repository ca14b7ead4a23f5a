package dev.sealer.externalsecrets.engine;

import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.stores.StoreClients;
import dev.sealer.externalsecrets.stores.StoreConnection;
import dev.sealer.externalsecrets.stores.StoreFault;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Platform;
import dev.sealer.secret.SecretBytes;
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
 * The reads that one store has to answer. Nobody waits here: who asks too early is told later. The
 * calls run on a few threads of their own, so a store that hangs holds up nothing else. Safe for
 * use by several threads.
 */
final class StoreQueue {
  private static final String UNUSABLE =
      "the store cannot be used; its own Ready condition says why";

  private final StoreIdentity identity;
  private final Shared shared;
  private final CallGuard guard;
  private final int batchLimit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<SecretRead> urgent = new LinkedHashSet<>();
  private final Set<SecretRead> periodic = new LinkedHashSet<>();
  private final Map<SecretRead, Long> inFlight = new HashMap<>();
  private final Map<ObjectKey, Waiter> waiters = new HashMap<>();
  private StoreObject store;
  private CountDownLatch full = new CountDownLatch(1);
  private int threads;
  private boolean gathering;

  /**
   * What all queues share.
   *
   * @param clients of the stores
   * @param cache where answers go
   * @param wake told of ExternalSecrets whose reads were answered
   */
  record Shared(
      StoreClients clients,
      ValueCache cache,
      FetchLimits limits,
      Platform platform,
      Consumer<Collection<ObjectKey>> wake) {
    long now() {
      return platform.time().nanos();
    }
  }

  /**
   * An ExternalSecret that asked.
   *
   * @param around whether it wants answers that are made after it asked
   */
  private record Waiter(long since, Set<SecretRead> reads, boolean around) {}

  StoreQueue(StoreIdentity identity, StoreObject store, int batchLimit, Shared shared) {
    this.identity = identity;
    this.store = store;
    this.batchLimit = batchLimit;
    this.shared = shared;
    this.guard = new CallGuard(shared.limits(), shared.now());
  }

  /**
   * Returns the answers to all reads, or asks the store for those that are not there yet.
   *
   * @return empty if some are not there yet; {@code ask}'s ExternalSecret is woken when they are,
   *     and then has them until {@link #forget}
   */
  Optional<Map<SecretRead, ValueCache.Kept>> answers(
      StoreObject present, FetchAsk ask, Set<SecretRead> reads) {
    Map<SecretRead, ValueCache.Kept> answers = new LinkedHashMap<>();
    boolean start;
    lock.lock();
    try {
      store = present;
      long now = shared.now();
      Waiter waiter = waiter(ask);
      // What an abandoned one waited for came and went.
      boolean waits = waiter != null && waiter.reads().stream().anyMatch(this::isOpen);
      long since = waiter != null && waits ? waiter.since() : now;
      Set<SecretRead> missing = new LinkedHashSet<>();
      for (SecretRead read : reads) {
        shared
            .cache()
            .get(identity, read)
            .filter(kept -> isGoodEnough(kept, ask, waiter, now))
            .ifPresentOrElse(kept -> answers.put(read, kept), () -> missing.add(read));
      }
      if (missing.isEmpty()) {
        return Optional.of(answers);
      }
      if (now - since >= FetchLimits.PATIENCE.toNanos()) {
        missing.forEach(read -> answers.put(read, silence(now)));
        return Optional.of(answers);
      }
      waiters.put(ask.reader(), new Waiter(since, Set.copyOf(reads), ask.maxAge().isZero()));
      missing.forEach(read -> add(read, ask, since));
      start = startsThread();
    } finally {
      lock.unlock();
    }
    if (start) {
      shared.platform().threads().start("store-calls", this::run);
    }
    return Optional.empty();
  }

  /** A forced sync must not be given what an earlier ask has been waiting for. */
  private @Nullable Waiter waiter(FetchAsk ask) {
    Waiter waiter = waiters.get(ask.reader());
    return waiter != null && ask.maxAge().isZero() && !waiter.around() ? null : waiter;
  }

  /** Anything but a value is for those alone who waited for it. */
  private boolean isGoodEnough(
      ValueCache.Kept kept, FetchAsk ask, @Nullable Waiter waiter, long now) {
    boolean awaited = waiter != null && kept.askedAt() - waiter.since() >= 0;
    boolean young = now - kept.askedAt() < ask.maxAge().toNanos() && kept.isValue();
    return (awaited || young) && kept.storeVersion().equals(store.version());
  }

  private static ValueCache.Kept silence(long now) {
    return kept(new ReadResult.Unavailable("the store has not answered yet"), "", now);
  }

  private static ValueCache.Kept kept(ReadResult result, String storeVersion, long now) {
    return new ValueCache.Kept(result, storeVersion, "", new PropertyDialect(false, false), now);
  }

  private void add(SecretRead read, FetchAsk ask, long since) {
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

  /** One thread at a time collects reads for a call, so that calls are full. */
  private boolean startsThread() {
    boolean starts = !gathering && threads < shared.limits().parallel() && hasWork();
    gathering |= starts;
    threads += starts ? 1 : 0;
    return starts;
  }

  private void run() {
    try {
      boolean stopping = false;
      do {
        stopping = gather();
        Set<SecretRead> batch = take();
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

  private Set<SecretRead> take() {
    Set<SecretRead> batch = new LinkedHashSet<>();
    boolean start;
    lock.lock();
    try {
      for (Set<SecretRead> from : List.of(urgent, periodic)) {
        move(from, batch);
      }
      batch.forEach(read -> inFlight.put(read, shared.now()));
      full = new CountDownLatch(urgent.size() + periodic.size() < batchLimit ? 1 : 0);
      gathering = false;
      start = startsThread();
    } finally {
      lock.unlock();
    }
    if (start) {
      shared.platform().threads().start("store-calls", this::run);
    }
    return batch;
  }

  /** Takes what is not being read; the rest is read again when that has ended. */
  private void move(Set<SecretRead> from, Set<SecretRead> batch) {
    for (var reads = from.iterator(); reads.hasNext() && batch.size() < batchLimit; ) {
      SecretRead read = reads.next();
      if (!inFlight.containsKey(read)) {
        batch.add(read);
        reads.remove();
      }
    }
  }

  /** What came in while this thread found nothing to do needs a thread, too. */
  private void leave() {
    boolean start;
    lock.lock();
    try {
      threads--;
      start = !Thread.currentThread().isInterrupted() && startsThread();
    } finally {
      lock.unlock();
    }
    if (start) {
      shared.platform().threads().start("store-calls", this::run);
    }
  }

  private boolean hasWork() {
    return Stream.concat(urgent.stream(), periodic.stream())
        .anyMatch(read -> !inFlight.containsKey(read));
  }

  private void call(Set<SecretRead> batch) {
    Map<SecretRead, ValueCache.Kept> answers = Map.of();
    try {
      answers = answersOf(batch);
    } finally {
      deliver(batch, answers);
    }
  }

  private Map<SecretRead, ValueCache.Kept> answersOf(Set<SecretRead> batch) {
    StoreObject asked = present();
    Optional<String> refusal = guard.refusal(shared.now());
    if (refusal.isPresent()) {
      return same(batch, asked, refusal.get());
    }
    boolean answered = false;
    try {
      Duration delay = guard.delay(shared.now());
      if (delay.isPositive()) {
        shared.platform().time().sleep(delay);
      }
      StoreClients.Use<Map<SecretRead, ValueCache.Kept>> use =
          shared
              .clients()
              .use(
                  asked,
                  identity.referentNamespace(),
                  connection -> read(connection, asked, batch));
      return switch (use) {
        case StoreClients.Use.Failed<Map<SecretRead, ValueCache.Kept>>(String cause) -> {
          // The store itself was not called.
          answered = true;
          yield same(batch, asked, isOfOthers() ? UNUSABLE : cause);
        }
        case StoreClients.Use.Done<Map<SecretRead, ValueCache.Kept>>(var answers) -> {
          answered = answers.values().stream().anyMatch(kept -> !isSilence(kept.result()));
          yield answers;
        }
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return same(batch, asked, "the controller stops");
    } catch (RuntimeException | Error fault) {
      // An exception of one store is its answer, and no other store's.
      return same(batch, asked, StoreFault.cause(fault));
    } finally {
      guard.ended(answered, shared.now());
    }
  }

  /** Tenants must not learn the names of Secrets in other namespaces. */
  private boolean isOfOthers() {
    return identity.store().kind() == StoreKind.CLUSTER_SECRET_STORE
        && identity.referentNamespace().isEmpty();
  }

  private static boolean isSilence(ReadResult result) {
    return result instanceof ReadResult.Unavailable || result instanceof ReadResult.Throttled;
  }

  private StoreObject present() {
    lock.lock();
    try {
      return store;
    } finally {
      lock.unlock();
    }
  }

  private Map<SecretRead, ValueCache.Kept> same(
      Set<SecretRead> batch, StoreObject asked, String cause) {
    Map<SecretRead, ValueCache.Kept> answers = new HashMap<>();
    for (SecretRead read : batch) {
      answers.put(read, kept(new ReadResult.Unavailable(cause), asked.version(), shared.now()));
    }
    return answers;
  }

  private Map<SecretRead, ValueCache.Kept> read(
      StoreConnection connection, StoreObject asked, Set<SecretRead> batch) {
    long began = shared.now();
    Map<SecretRead, ReadResult> results = connection.read(batch);
    Map<SecretRead, ValueCache.Kept> answers = new HashMap<>();
    for (SecretRead read : batch) {
      ReadResult result =
          results.getOrDefault(read, new ReadResult.Unavailable("the store gave no answer"));
      answers.put(
          read,
          new ValueCache.Kept(
              bounded(result),
              asked.version(),
              connection.origin(),
              connection.properties(),
              began));
    }
    return answers;
  }

  private static ReadResult bounded(ReadResult result) {
    if (result instanceof ReadResult.Found(SecretBytes value, String _)
        && value.length() > FetchLimits.LARGEST_VALUE) {
      int length = value.length();
      value.close();
      return new ReadResult.Refused(
          "the value has %d bytes, and a Secret holds at most %d"
              .formatted(length, FetchLimits.LARGEST_VALUE));
    }
    return result;
  }

  private void deliver(Set<SecretRead> batch, Map<SecretRead, ValueCache.Kept> answers) {
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
    shared.wake().accept(ready);
  }

  private boolean isOpen(SecretRead read) {
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
}
