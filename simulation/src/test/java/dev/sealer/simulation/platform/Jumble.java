package dev.sealer.simulation.platform;

import dev.sealer.kube.platform.Platform;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Seven threads of two processes over locks, conditions, a queue, a semaphore and timers. */
final class Jumble {

  private final Scheduler scheduler;
  private final StringBuilder trace = new StringBuilder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
  private final Semaphore places = new Semaphore(2);
  private int count;

  private Jumble(long seed) {
    this.scheduler = new Scheduler(new SimChance(seed, "jumble").of("schedule"));
    Platform one = platform("one", seed);
    Platform two = platform("two", seed);
    for (Platform platform : new Platform[] {one, two}) {
      platform.threads().start("producer", () -> quietly(() -> produce(platform)));
      platform.threads().start("consumer", () -> quietly(() -> consume(platform)));
      platform.threads().start("counter", () -> quietly(() -> count(platform)));
    }
    one.threads().start("watcher", () -> quietly(() -> watch(one)));
  }

  /** Returns everything that the run of {@code seed} did, in its order. */
  static String trace(long seed) {
    Jumble jumble = new Jumble(seed);
    jumble.scheduler.run(Duration.ofMinutes(1).toNanos());
    return jumble.trace.toString();
  }

  /** Prints the hash of the trace of each seed that is an argument. */
  public static void main(String[] seeds) {
    for (String seed : seeds) {
      System.out.println(trace(Long.parseLong(seed)).hashCode());
    }
  }

  private Platform platform(String name, long seed) {
    return SimPlatform.of(scheduler, scheduler.process(name), seed, Duration.ZERO);
  }

  private void produce(Platform platform) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      queue.add(i);
      platform.time().sleep(Duration.ofMillis(platform.chance().of("pause").nextInt(20)));
    }
  }

  private void consume(Platform platform) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      note("took " + platform.time().poll(queue, Duration.ofMillis(7)));
    }
  }

  private void count(Platform platform) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      note("place " + platform.time().tryAcquire(places, Duration.ofMillis(3)));
      lock.lock();
      try {
        count++;
        changed.signal();
        platform.time().sleep(Duration.ofMillis(1));
      } finally {
        lock.unlock();
        places.release();
      }
    }
  }

  private void watch(Platform platform) throws InterruptedException {
    lock.lock();
    try {
      while (count < 40) {
        platform.time().await(lock, changed, Duration.ofMillis(2).toNanos());
        note("count " + count);
      }
    } finally {
      lock.unlock();
    }
  }

  private void note(String what) {
    trace
        .append(scheduler.now())
        .append(' ')
        .append(scheduler.runningThread())
        .append(' ')
        .append(what)
        .append('\n');
  }

  private interface Body {
    void run() throws InterruptedException;
  }

  private static void quietly(Body body) {
    try {
      body.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
