package dev.sealer.kube.reconcile;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that a {@link ReconcileLoop} has to reconcile. It exists before the loop, so that
 * watches and reconcilers can be built with it; keys that are enqueued before the loop starts wait
 * for it.
 *
 * <p>Holds a key once, however often it is enqueued, so its size is bounded by the number of
 * objects. Safe for use by several threads.
 */
public final class ReconcileQueue {

  private static final Logger LOG = LoggerFactory.getLogger(ReconcileQueue.class);

  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final WorkQueue queue = new WorkQueue();
  private Runnable onAdded = () -> {};
  private boolean closed;

  /** Creates an empty queue. */
  public ReconcileQueue(Time time) {
    this.time = time;
  }

  /** Requests a run for {@code key} as soon as a worker is free. Never blocks for a running key. */
  public void enqueue(ObjectKey key) {
    enqueueAll(List.of(key));
  }

  /** Enqueues each of {@code keys}. Does nothing after the loop was closed. */
  public void enqueueAll(Collection<ObjectKey> keys) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      long now = time.nanos();
      for (ObjectKey key : keys) {
        if (queue.enqueue(key, now)) {
          onAdded.run();
          changed.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Requests a run for {@code key} after {@code delay} at the latest, for a change that need not be
   * looked at one by one. Does nothing after the loop was closed.
   */
  public void enqueueWithin(ObjectKey key, Duration delay) {
    lock.lock();
    try {
      if (!closed) {
        queue.enqueueBy(key, time.nanos() + delay.toNanos());
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Requests another run for each key that runs now or whose last run failed, because what those
   * runs were based on has changed.
   */
  public void enqueueUnfinished() {
    enqueueAll(locked(queue::unfinished));
  }

  /** Runs {@code action} for each key that is added from now on, and for those that wait. */
  void onAdded(Runnable action) {
    lock.lock();
    try {
      for (int i = queue.depth(); i > 0; i--) {
        action.run();
      }
      onAdded = action;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next key; empty after {@link #close}. */
  Optional<WorkQueue.Taken> take() {
    lock.lock();
    try {
      while (!closed) {
        long now = time.nanos();
        Optional<WorkQueue.Taken> taken = queue.take(now);
        if (taken.isPresent()) {
          // Other workers may wait for a delayed key that became ready along with this one.
          changed.signal();
          return taken;
        }
        awaitChange(queue.untilNextDue(now));
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // take() has the loop.
  private void awaitChange(OptionalLong nanos) {
    try {
      if (nanos.isEmpty()) {
        changed.await();
      } else if (nanos.getAsLong() > 0) {
        time.await(lock, changed, nanos.getAsLong());
      }
    } catch (InterruptedException cleared) {
      // Either the loop was closed, which take() checks next, or a reconciler left the interrupt
      // flag set, which must not end a worker.
      LOG.debug("a worker was interrupted while it waited for a key");
    }
  }

  /** Counts a failed run; returns the number of failures in a row. */
  int failed(ObjectKey key) {
    return locked(() -> queue.failed(key));
  }

  /** Forgets the failures of {@code key}. */
  void succeeded(ObjectKey key) {
    lock.lock();
    try {
      queue.succeeded(key);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a run.
   *
   * @param delay until the next run, if nothing enqueues the key earlier; null for no next run
   */
  void finish(ObjectKey key, @Nullable Duration delay) {
    lock.lock();
    try {
      queue.finish(key, delay == null ? null : delay.toNanos(), time.nanos());
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  int depth() {
    return locked(queue::depth);
  }

  int running() {
    return locked(queue::runningCount);
  }

  int delayed() {
    return locked(queue::delayedCount);
  }

  boolean isIdle() {
    return locked(() -> queue.depth() == 0 && queue.runningCount() == 0);
  }

  /** Drops further keys and lets every worker that waits in {@link #take} return. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
