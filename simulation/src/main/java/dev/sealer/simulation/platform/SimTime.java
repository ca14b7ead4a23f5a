package dev.sealer.simulation.platform;

import dev.sealer.kube.platform.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time as one process sees it. Waits with a limit use the scheduler's timers; the JDK's
 * would run when they please.
 */
final class SimTime implements Time {

  /** When every simulation begins: a Sunday, well inside the validity of test certificates. */
  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private static final String HELPER = "waiter";

  private final Scheduler scheduler;
  private final SimProcess process;
  private final Duration offset;

  SimTime(Scheduler scheduler, SimProcess process, Duration offset) {
    this.scheduler = scheduler;
    this.process = process;
    this.offset = offset;
  }

  @Override
  public Instant instant() {
    return START.plusNanos(scheduler.now()).plus(offset);
  }

  @Override
  public long nanos() {
    return scheduler.now();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Limit limit = new Limit(duration);
    try {
      while (!limit.reached) {
        park();
      }
    } finally {
      limit.cancel();
    }
  }

  /** A timer cannot signal, because it does not hold the lock: a short-lived thread does. */
  @Override
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as the port says.
  public void await(ReentrantLock lock, Condition condition, long nanos)
      throws InterruptedException {
    if (nanos <= 0) {
      return;
    }
    Flag ended = new Flag();
    Scheduler.Timer timer =
        scheduler.at(
            process,
            scheduler.now() + nanos,
            () -> {
              Thread _ = scheduler.start(process, "timer", () -> signal(lock, condition, ended));
            });
    try {
      condition.await();
    } finally {
      ended.set = true;
      timer.cancel();
    }
  }

  private static void signal(ReentrantLock lock, Condition condition, Flag ended) {
    lock.lock();
    try {
      if (!ended.set) {
        condition.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await(CountDownLatch latch, Duration limit) throws InterruptedException {
    return latch.getCount() == 0 || within(limit, latch::await);
  }

  @Override
  public boolean join(Thread thread, Duration limit) throws InterruptedException {
    return !thread.isAlive() || within(limit, thread::join);
  }

  @Override
  public <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException {
    T head = queue.poll();
    if (head != null) {
      return head;
    }
    Holder<T> taken = new Holder<>();
    boolean _ = within(limit, () -> taken.value = queue.take());
    return taken.value;
  }

  @Override
  public boolean tryAcquire(Semaphore semaphore, Duration limit) throws InterruptedException {
    return semaphore.tryAcquire() || within(limit, semaphore::acquire);
  }

  /** A wait without a limit. */
  @FunctionalInterface
  private interface Wait {
    void until() throws InterruptedException;
  }

  /** Lets another thread wait, and that one be interrupted when time is up. */
  private boolean within(Duration duration, Wait wait) throws InterruptedException {
    if (duration.isNegative() || duration.isZero()) {
      return false;
    }
    Limit limit = new Limit(duration);
    Flag succeeded = new Flag();
    Flag ended = new Flag();
    Thread helper =
        scheduler.start(process, HELPER, () -> help(wait, succeeded, ended, limit.waiter));
    boolean interrupted = false;
    while (!ended.set && !limit.reached && !interrupted) {
      interrupted = parkedUntilInterrupt();
    }
    limit.cancel();
    if (!ended.set) {
      helper.interrupt();
    }
    while (!ended.set) {
      interrupted |= parkedUntilInterrupt();
    }
    if (interrupted) {
      if (!succeeded.set) {
        throw new InterruptedException();
      }
      Thread.currentThread().interrupt();
    }
    return succeeded.set;
  }

  private static void help(Wait wait, Flag succeeded, Flag ended, Thread waiter) {
    try {
      wait.until();
      succeeded.set = true;
    } catch (InterruptedException timeIsUp) {
      succeeded.set = false;
    } finally {
      ended.set = true;
      LockSupport.unpark(waiter);
    }
  }

  private static void park() throws InterruptedException {
    if (parkedUntilInterrupt()) {
      throw new InterruptedException();
    }
  }

  private static boolean parkedUntilInterrupt() {
    if (Thread.interrupted()) {
      return true;
    }
    LockSupport.park();
    return Thread.interrupted();
  }

  private static final class Flag {
    private boolean set;
  }

  private static final class Holder<T> {
    private @Nullable T value;
  }

  /** Wakes the thread that made it. */
  private final class Limit {
    private final Thread waiter = Thread.currentThread();
    private final Scheduler.Timer timer;
    private boolean reached;

    Limit(Duration duration) {
      this.timer =
          scheduler.at(
              process,
              scheduler.now() + duration.toNanos(),
              () -> {
                reached = true;
                LockSupport.unpark(waiter);
              });
    }

    void cancel() {
      timer.cancel();
    }
  }
}
