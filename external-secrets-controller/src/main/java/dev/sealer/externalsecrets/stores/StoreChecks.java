package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Platform;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the stores of one kind. Each check runs on a thread of its own, one for each version of a
 * store, so that a store that hangs holds nobody. Safe for use by several threads.
 */
public final class StoreChecks {

  /** The time after which a check that still runs counts as failed. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StoreClients clients;
  private final Platform platform;
  private final Consumer<Collection<ObjectKey>> enqueue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ObjectKey, Check> checks = new HashMap<>();

  /**
   * Checks stores by their clients.
   *
   * @param enqueue receives the stores whose check has ended
   */
  public StoreChecks(
      StoreClients clients, Platform platform, Consumer<Collection<ObjectKey>> enqueue) {
    this.clients = clients;
    this.platform = platform;
    this.enqueue = enqueue;
  }

  /**
   * A check that was started, and its result once it has ended. Asked for again while it runs, it
   * may have seen credentials that have changed since, and another one follows.
   */
  private static final class Check {
    private final String version;
    private final long since;
    private boolean awaited;
    private boolean again;
    private StoreClients.@Nullable Use<StoreHealth> result;

    Check(String version, long since) {
      this.version = version;
      this.since = since;
    }
  }

  /**
   * Takes the result of the check of a store, and starts a check if none runs.
   *
   * @return empty while the check runs; the store is enqueued when it has ended
   */
  Optional<StoreClients.Use<StoreHealth>> result(StoreObject store) {
    Optional<Check> started = start(store);
    // Without the lock: a platform may run it in place.
    started.ifPresent(check -> {
      Thread _ = platform.threads().start("store-check", () -> run(store, check));
    });
    return take(store);
  }

  private Optional<Check> start(StoreObject store) {
    lock.lock();
    try {
      Check present = checks.get(store.key());
      if (present != null && present.version.equals(store.version())) {
        return Optional.empty();
      }
      Check check = new Check(store.version(), platform.time().nanos());
      checks.put(store.key(), check);
      return Optional.of(check);
    } finally {
      lock.unlock();
    }
  }

  private Optional<StoreClients.Use<StoreHealth>> take(StoreObject store) {
    Optional<StoreClients.Use<StoreHealth>> result;
    boolean again;
    lock.lock();
    try {
      Check check = checks.get(store.key());
      if (check == null) {
        return Optional.empty();
      }
      result = result(store, check);
      again = check.result != null && check.again;
      check.again = check.awaited;
      check.awaited = true;
    } finally {
      lock.unlock();
    }
    if (again) {
      enqueue.accept(List.of(store.key()));
    }
    return result;
  }

  private Optional<StoreClients.Use<StoreHealth>> result(StoreObject store, Check check) {
    if (check.result != null) {
      checks.remove(store.key());
      return Optional.of(check.result);
    }
    return platform.time().nanos() - check.since < PATIENCE.toNanos()
        ? Optional.empty()
        : Optional.of(
            new StoreClients.Use.Failed<>(
                store.ref()
                    + ": the store has not answered the check within "
                    + PATIENCE.toSeconds()
                    + " s"));
  }

  private void run(StoreObject store, Check check) {
    StoreClients.Use<StoreHealth> result =
        new StoreClients.Use.Failed<>(store.ref() + ": the check was interrupted");
    try {
      // The Secrets of its credentials may be in a namespace that is not watched.
      boolean _ = clients.hasNewCredentials(store, "");
      result = clients.use(store, "", StoreConnection::validate);
    } catch (RuntimeException | LinkageError fault) {
      result = new StoreClients.Use.Failed<>(store.ref() + ": " + StoreFault.cause(fault));
    } finally {
      end(store.key(), check, result);
    }
  }

  private void end(ObjectKey key, Check check, StoreClients.Use<StoreHealth> result) {
    boolean wanted;
    lock.lock();
    try {
      check.result = result;
      wanted = check.awaited && Objects.equals(checks.get(key), check);
    } finally {
      lock.unlock();
    }
    if (wanted) {
      enqueue.accept(List.of(key));
    }
  }

  /** Forgets a store; a check of it that runs has no effect. */
  void forget(ObjectKey key) {
    lock.lock();
    try {
      checks.remove(key);
    } finally {
      lock.unlock();
    }
  }
}
