package dev.sealer.interleavings;

import dev.sealer.kube.platform.Chance;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Threads;
import dev.sealer.kube.platform.Time;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads, which are the only ones that Fray schedules, and a clock that moves when
 * somebody waits for it.
 */
final class PlatformThreads implements Threads, Time, Chance {

  private final AtomicLong nanos = new AtomicLong();

  static Platform platform() {
    PlatformThreads all = new PlatformThreads();
    return new Platform(all, all, all);
  }

  @Override
  public Thread start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.start();
    return thread;
  }

  @Override
  public <T> List<T> all(int atOnce, List<? extends Callable<T>> work) {
    List<T> results = new ArrayList<>();
    for (Callable<T> task : work) {
      try {
        results.add(task.call());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return results;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(0, nanos.get());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    nanos.addAndGet(duration.toNanos());
    Thread.sleep(duration);
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as the port says.
  public void await(ReentrantLock lock, Condition condition, long limit)
      throws InterruptedException {
    if (condition.awaitNanos(limit) <= 0) {
      nanos.addAndGet(limit);
    }
  }

  @Override
  public boolean await(CountDownLatch latch, Duration limit) throws InterruptedException {
    return latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean join(Thread thread, Duration limit) throws InterruptedException {
    // Without the limit: a thread that does not end is a deadlock, which Fray reports.
    thread.join();
    return true;
  }

  @Override
  public <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException {
    return queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean tryAcquire(Semaphore semaphore, Duration limit) throws InterruptedException {
    return semaphore.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public RandomGenerator of(String purpose) {
    return () -> 0L;
  }

  @Override
  public SecureRandom secure(String purpose) {
    throw new UnsupportedOperationException("nothing here is secret");
  }
}
