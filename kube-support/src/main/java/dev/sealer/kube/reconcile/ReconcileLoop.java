package dev.sealer.kube.reconcile;

import dev.sealer.kube.Backoff;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Time;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Runs a {@link Reconciler} for each key of a {@link ReconcileQueue}, with a fixed number of
 * workers.
 *
 * <p>Guarantees: the same key never runs twice at a time; a key that is enqueued while it runs runs
 * once more; {@link Outcome.Retry} is retried without limit, with backoff, and enqueueing the key
 * cuts the wait short. Keys run in the order in which they were enqueued; nothing else is promised
 * about their order.
 */
public final class ReconcileLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

  /**
   * The settings of a loop.
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
  private final ReconcileQueue queue;
  private final Reconciler reconciler;
  private final OwnWrites writes;
  private final Platform platform;
  private final Time time;
  private final RandomGenerator random;
  private final LoopMetrics metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Thread> workers = new ArrayList<>();
  private boolean closed;

  /**
   * Creates a loop that does not run yet.
   *
   * @param queue the keys to run; used by this loop only, and closed with it
   * @param writes of the reconciler; a key is not run before the watches have seen them
   */
  public ReconcileLoop(
      Settings settings,
      ReconcileQueue queue,
      Reconciler reconciler,
      OwnWrites writes,
      Platform platform,
      MeterRegistry registry) {
    this.settings = settings;
    this.queue = queue;
    this.reconciler = reconciler;
    this.writes = writes;
    this.platform = platform;
    this.time = platform.time();
    this.random = platform.chance().of("backoff/" + settings.name());
    this.metrics = new LoopMetrics(registry, queue, settings);
    queue.onAdded(metrics::added);
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

  /**
   * Takes no more work, lets running keys finish within the grace period, then interrupts them.
   * Returns when the workers have ended, or soon after the interrupt.
   */
  @Override
  public void close() {
    queue.close();
    List<Thread> running;
    lock.lock();
    try {
      closed = true;
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
    Optional<WorkQueue.Taken> next = queue.take();
    while (next.isPresent()) {
      run(next.get());
      next = queue.take();
    }
  }

  private void run(WorkQueue.Taken taken) {
    ObjectKey key = taken.key();
    if (writes.begin(key) == OwnWrites.Decision.SKIP) {
      // Neither success nor failure.
      queue.finish(key, OwnWrites.LOOK_AGAIN);
      return;
    }
    metrics.taken(taken.waitedNanos());
    long began = time.nanos();
    Outcome outcome = reconcile(key);
    metrics.finished(outcome, time.nanos() - began);
    writes.end(key, !(outcome instanceof Outcome.Retry));
    queue.finish(key, delay(key, outcome));
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

  private @Nullable Duration delay(ObjectKey key, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> {
        queue.succeeded(key);
        yield null;
      }
      case Outcome.RequeueAfter(Duration delay) -> {
        queue.succeeded(key);
        yield delay;
      }
      case Outcome.Retry(String reason) -> {
        int failures = queue.failed(key);
        Duration delay = settings.backoff().delay(failures, random);
        LOG.atLevel(failures == 1 ? Level.WARN : Level.DEBUG)
            .log("{} {}: {}; try {} in {}", settings.name(), key, reason, failures + 1, delay);
        yield delay;
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
}
