package dev.sealer.simulation.kit;

import dev.sealer.kube.platform.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock for tests of one thread. It does not move until the test moves it, and nobody waits: a
 * wait moves the clock by its limit and returns. Inside {@link InlineThreads} a wait interrupts the
 * thread instead.
 */
public final class ManualTime implements Time {

  private final Instant start;
  private final AtomicLong passed = new AtomicLong();
  private boolean endingWaits;

  /** Creates a clock that shows {@code start}. */
  public ManualTime(Instant start) {
    this.start = start;
  }

  /** Moves the clock. */
  public void advance(Duration by) {
    long _ = passed.addAndGet(Math.max(0, by.toNanos()));
  }

  /** Lets every wait of {@code body} end in an {@link InterruptedException}. */
  void withoutWaits(Runnable body) {
    boolean before = endingWaits;
    endingWaits = true;
    try {
      body.run();
    } finally {
      endingWaits = before;
    }
  }

  private void pass(Duration limit) throws InterruptedException {
    if (endingWaits) {
      throw new InterruptedException("a thread of a test would wait here");
    }
    advance(limit);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(passed.get());
  }

  @Override
  public long nanos() {
    return passed.get();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    pass(duration);
  }

  @Override
  public void await(ReentrantLock lock, Condition condition, long nanos)
      throws InterruptedException {
    pass(Duration.ofNanos(nanos));
  }

  @Override
  public boolean await(CountDownLatch latch, Duration limit) throws InterruptedException {
    if (latch.getCount() == 0) {
      return true;
    }
    pass(limit);
    return false;
  }

  @Override
  public boolean join(Thread thread, Duration limit) throws InterruptedException {
    if (!thread.isAlive()) {
      return true;
    }
    pass(limit);
    return false;
  }

  @Override
  public <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException {
    T head = queue.poll();
    if (head == null) {
      pass(limit);
    }
    return head;
  }

  @Override
  public boolean tryAcquire(Semaphore semaphore, Duration limit) throws InterruptedException {
    if (semaphore.tryAcquire()) {
      return true;
    }
    pass(limit);
    return false;
  }
}
