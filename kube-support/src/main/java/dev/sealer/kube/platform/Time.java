package dev.sealer.kube.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Clocks, and every wait that has a limit. A limit of zero or less does not wait.
 *
 * <p>Safe for use by several threads.
 */
public interface Time extends InstantSource {

  /** Returns the wall clock. Only for what is written or compared with what others wrote. */
  @Override
  Instant instant();

  /** Returns a monotonic clock in nanoseconds. For every decision within this process. */
  long nanos();

  /** Waits for {@code duration}. */
  void sleep(Duration duration) throws InterruptedException;

  /**
   * Waits until {@code condition} is signaled or {@code nanos} have passed. May return early, so
   * callers check what they wait for in a loop.
   *
   * @param lock the lock of {@code condition}, which the caller holds
   */
  void await(ReentrantLock lock, Condition condition, long nanos) throws InterruptedException;

  /** Waits until {@code latch} is at zero; returns false after {@code limit}. */
  boolean await(CountDownLatch latch, Duration limit) throws InterruptedException;

  /** Waits until {@code thread} has ended; returns false after {@code limit}. */
  boolean join(Thread thread, Duration limit) throws InterruptedException;

  /** Takes the head of {@code queue}; returns null after {@code limit}. */
  <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException;

  /** Takes a permit of {@code semaphore}; returns false after {@code limit}. */
  boolean tryAcquire(Semaphore semaphore, Duration limit) throws InterruptedException;
}
