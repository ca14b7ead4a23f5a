package dev.sealer.kube.platform;

import dev.sealer.kube.platform.jdk.JdkPlatform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The JDK's time, but for clocks that a test sets. */
public final class SetClock implements Time {

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final Time jdk = JdkPlatform.standard().time();

  private SetClock(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
  }

  /** Returns the JDK's platform with {@code wall} as its wall clock. */
  public static Platform platform(InstantSource wall) {
    return platform(wall, JdkPlatform.standard().time()::nanos);
  }

  /** Returns the JDK's platform with {@code nanos} as its monotonic clock. */
  public static Platform monotonic(LongSupplier nanos) {
    return platform(InstantSource.system(), nanos);
  }

  private static Platform platform(InstantSource wall, LongSupplier nanos) {
    Platform standard = JdkPlatform.standard();
    return new Platform(new SetClock(wall, nanos), standard.threads(), standard.chance());
  }

  @Override
  public Instant instant() {
    return wall.instant();
  }

  @Override
  public long nanos() {
    return nanos.getAsLong();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    jdk.sleep(duration);
  }

  @Override
  public void await(ReentrantLock lock, Condition condition, long nanos)
      throws InterruptedException {
    jdk.await(lock, condition, nanos);
  }

  @Override
  public boolean await(CountDownLatch latch, Duration limit) throws InterruptedException {
    return jdk.await(latch, limit);
  }

  @Override
  public boolean join(Thread thread, Duration limit) throws InterruptedException {
    return jdk.join(thread, limit);
  }

  @Override
  public <T> @Nullable T poll(BlockingQueue<T> queue, Duration limit) throws InterruptedException {
    return jdk.poll(queue, limit);
  }

  @Override
  public boolean tryAcquire(Semaphore semaphore, Duration limit) throws InterruptedException {
    return jdk.tryAcquire(semaphore, limit);
  }
}
