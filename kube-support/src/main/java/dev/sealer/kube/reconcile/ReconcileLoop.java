package dev.sealer.kube.reconcile;

import dev.sealer.kube.Backoff;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Time;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link Reconciler} for each key that was woken, with a fixed number of workers.
 *
 * <p>Guarantees: the same key never runs twice at a time; wakes for a key that waits are merged; a
 * wake that arrives while its key runs makes it run once more; {@link Outcome.Retry} is retried for
 * ever with backoff, and a wake cuts the wait short. It promises no order between keys beyond first
 * come, first served.
 */
public final class ReconcileLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

  /**
   * How a loop runs.
   *
   * @param name in thread names, logs and metrics, for example {@code sealedsecret}
   * @param workers how many keys run at a time; 1 or more
   * @param backoff between retries
   * @param grace how long {@link #close} lets running keys finish before it interrupts them
   */
  public record Settings(String name, int workers, Backoff backoff, Duration grace) {

    /** Checks that there is at least one worker. */
    public Settings {
      if (workers < 1) {
        throw new IllegalArgumentException("a loop needs at least one worker, not " + workers);
      }
    }

    /** 0.5 s to 5 min of backoff, 10 s of grace. */
    public static Settings of(String name, int workers) {
      return new Settings(
          name,
          workers,
          new Backoff(Duration.ofMillis(500), Duration.ofMinutes(5)),
          Duration.ofSeconds(10));
    }
  }

  private final Settings settings;
  private final Reconciler reconciler;
  private final OwnWrites writes;
  private final Platform platform;
  private final Time time;
  private final RandomGenerator random;
  private final LoopMetrics metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final WorkQueue queue = new WorkQueue();
  private final List<Thread> workers = new ArrayList<>();
  private boolean closed;

  /** A loop that does not run yet; wakes are already taken. Runs are never put off. */
  public ReconcileLoop(
      Settings settings, Reconciler reconciler, Platform platform, MeterRegistry registry) {
    this(settings, reconciler, new OwnWrites(platform, registry), platform, registry);
  }

  /**
   * A loop that does not run yet; wakes are already taken.
   *
   * @param writes of the reconciler; a key is not run before the watches have seen them
   */
  public ReconcileLoop(
      Settings settings,
      Reconciler reconciler,
      OwnWrites writes,
      Platform platform,
      MeterRegistry registry) {
    this.settings = settings;
    this.reconciler = reconciler;
    this.writes = writes;
    this.platform = platform;
    this.time = platform.time();
    this.random = platform.chance().of("backoff/" + settings.name());
    this.metrics = new LoopMetrics(registry, this, settings);
  }

  /** Starts the workers. Called once. */
  public void start() {
    lock.lock();
    try {
      if (closed || !workers.isEmpty()) {
        throw new IllegalStateException(settings.name() + ": the loop was started before");
      }
      for (int i = 0; i < settings.workers(); i++) {
        workers.add(platform.threads().start(settings.name() + "-" + i, this::work));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes {@code key} run as soon as a worker is free. Never blocks for a running key. */
  public void wake(ObjectKey key) {
    wakeAll(List.of(key));
  }

  /** Wakes each of {@code keys}. */
  public void wakeAll(Collection<ObjectKey> keys) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      long now = time.nanos();
      for (ObjectKey key : keys) {
        if (queue.wake(key, now)) {
          metrics.added();
          changed.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Keys that wait for a worker. */
  public int depth() {
    return locked(queue::depth);
  }

  /** Keys that run now. */
  public int running() {
    return locked(queue::runningCount);
  }

  /** Keys that wait for their time. */
  public int delayed() {
    return locked(queue::delayedCount);
  }

  /** Whether no key runs or waits for a worker; keys that wait for their time do not count. */
  public boolean idle() {
    return locked(() -> queue.depth() == 0 && queue.runningCount() == 0);
  }

  /**
   * Takes no more work, lets running keys finish within the grace, then interrupts them. Returns
   * when the workers have ended, or soon after the interrupt.
   */
  @Override
  public void close() {
    List<Thread> running;
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      running = List.copyOf(workers);
    } finally {
      lock.unlock();
    }
    if (!joined(running, settings.grace())) {
      running.forEach(Thread::interrupt);
      if (!joined(running, AFTER_INTERRUPT)) {
        LOG.warn("{}: a run did not end after it was interrupted", settings.name());
      }
    }
    metrics.close();
  }

  private void work() {
    Optional<WorkQueue.Taken> next = awaitWork();
    while (next.isPresent()) {
      run(next.get());
      next = awaitWork();
    }
  }

  private Optional<WorkQueue.Taken> awaitWork() {
    lock.lock();
    try {
      while (!closed) {
        long now = time.nanos();
        Optional<WorkQueue.Taken> taken = queue.take(now);
        if (taken.isPresent()) {
          // Others may be waiting for a delayed key that became ready along with this one.
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

  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
  private void awaitChange(OptionalLong nanos) {
    try {
      if (nanos.isEmpty()) {
        changed.await();
      } else if (nanos.getAsLong() > 0) {
        time.await(lock, changed, nanos.getAsLong());
      }
    } catch (InterruptedException left) {
      // Either the loop is closed, which the caller checks next, or a reconciler left the flag set,
      // which must not end a worker. The flag is cleared by now.
      LOG.debug("{}: a worker was interrupted", settings.name());
    }
  }

  private void run(WorkQueue.Taken taken) {
    if (writes.begin(taken.key()) == OwnWrites.Decision.SKIP) {
      finish(taken.key(), Optional.empty());
      return;
    }
    metrics.taken(taken.waitedNanos());
    long began = time.nanos();
    Outcome outcome = reconcile(taken.key());
    metrics.finished(outcome, time.nanos() - began);
    writes.end(taken.key(), !(outcome instanceof Outcome.Retry));
    finish(taken.key(), Optional.of(outcome));
  }

  /** Ends a run; one without an outcome was put off, which is neither success nor failure. */
  private void finish(ObjectKey key, Optional<Outcome> outcome) {
    lock.lock();
    try {
      Long delay =
          outcome.isPresent()
              ? delayNanos(key, outcome.get())
              : Long.valueOf(OwnWrites.LOOK_AGAIN.toNanos());
      queue.finish(key, delay, time.nanos());
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  // Everything is caught: a worker that died would silently stop part of the cluster.
  private Outcome reconcile(ObjectKey key) {
    try {
      return reconciler.reconcile(key);
    } catch (Throwable failure) {
      StackTraceElement[] trace = failure.getStackTrace();
      return Outcome.retry(
          "unexpected "
              + failure.getClass().getName()
              + (trace.length > 0 ? " at " + trace[0] : ""));
    }
  }

  private @Nullable Long delayNanos(ObjectKey key, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done d -> {
        queue.succeeded(key);
        yield null;
      }
      case Outcome.RequeueAfter(Duration delay) -> {
        queue.succeeded(key);
        yield delay.toNanos();
      }
      case Outcome.Retry(String reason) -> {
        int failures = queue.failed(key);
        Duration delay = settings.backoff().delay(failures, random);
        LOG.atLevel(failures == 1 ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.DEBUG)
            .log("{} {}: {}; try {} in {}", settings.name(), key, reason, failures + 1, delay);
        yield delay.toNanos();
      }
    };
  }

  private boolean joined(List<Thread> threads, Duration patience) {
    long deadline = time.nanos() + patience.toNanos();
    try {
      for (Thread thread : threads) {
        long left = Math.max(0, deadline - time.nanos());
        if (!time.join(thread, Duration.ofNanos(left))) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T> T locked(java.util.function.Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
