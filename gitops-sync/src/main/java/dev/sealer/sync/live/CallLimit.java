package dev.sealer.sync.live;

import dev.sealer.kube.platform.Platform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** Bounds the calls that are sent to one API server at a time. Thread-safe. */
public final class CallLimit {

  private static final int CALLS_AT_ONCE = 16;

  private final Platform platform;
  private final Semaphore places = new Semaphore(CALLS_AT_ONCE);

  /** Starts no thread yet. */
  public CallLimit(Platform platform) {
    this.platform = platform;
  }

  /**
   * Runs {@code work}, which calls the API server, for each item. At most 16 calls run at a time,
   * for all Applications together: a sync of a thousand objects must not flood the API server.
   *
   * @return the results in the order of {@code items}
   * @throws ClusterAwayException if interrupted
   */
  public <T, R> List<R> each(Collection<T> items, Function<T, R> work) {
    List<Callable<R>> tasks = new ArrayList<>();
    // Threads do not inherit the identity that writes are made with.
    Optional<WriteIdentity> identity = WriteIdentity.current();
    for (T item : items) {
      Supplier<R> one = () -> work.apply(item);
      tasks.add(() -> inPlace(identity.isEmpty() ? one : () -> identity.get().during(one)));
    }
    try {
      return platform.threads().all(CALLS_AT_ONCE, tasks);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterAwayException("it was interrupted");
    }
  }

  private <R> R inPlace(Supplier<R> work) throws InterruptedException {
    places.acquire();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
