package dev.sealer.kube.platform.jdk;

import dev.sealer.kube.platform.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The clocks and timed waits of the JDK. */
final class JdkTime implements Time {

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as the port says.
  public void await(ReentrantLock lock, Condition condition, long nanos)
      throws InterruptedException {
    long _ = condition.awaitNanos(nanos);
  }

  @Override
  public boolean await(CountDownLatch latch, Duration limit) throws InterruptedException {
    return latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean join(Thread thread, Duration limit) throws InterruptedException {
    return thread.join(limit);
  }

  @Override
  public <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException {
    return queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean tryAcquire(Semaphore semaphore, Duration limit) throws InterruptedException {
    return semaphore.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
