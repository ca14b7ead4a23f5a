package dev.sealer.classgates.breach.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Each method breaks the rule once, by a call. */
@SuppressWarnings("all") // Every line is wrong: that is what it is for.
public final class DirectCalls {

  Instant now() {
    return Instant.now();
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  InstantSource source() {
    return InstantSource.system();
  }

  long nanos() {
    return System.nanoTime();
  }

  long millis() {
    return System.currentTimeMillis();
  }

  Thread constructed(Runnable body) {
    return new Thread(body);
  }

  Thread.Builder built() {
    return Thread.ofVirtual();
  }

  void startedVirtual(Runnable body) {
    Thread.startVirtualThread(body);
  }

  ExecutorService executor() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  CompletableFuture<Void> async(Runnable body) {
    return CompletableFuture.runAsync(body);
  }

  long parallel(List<String> items) {
    return items.parallelStream().count();
  }

  Random random() {
    return new Random();
  }

  int local(ThreadLocalRandom random) {
    return random.nextInt();
  }

  SecureRandom secure() {
    return new SecureRandom();
  }

  RandomGenerator generator() {
    return RandomGenerator.getDefault();
  }

  UUID uuid() {
    return UUID.randomUUID();
  }

  double math() {
    return Math.random();
  }

  void sleep() throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(1));
  }

  boolean join(Thread thread) throws InterruptedException {
    return thread.join(Duration.ofSeconds(1));
  }

  boolean latch(CountDownLatch latch) throws InterruptedException {
    return latch.await(1, TimeUnit.SECONDS);
  }

  boolean semaphore(Semaphore semaphore) throws InterruptedException {
    return semaphore.tryAcquire(1, TimeUnit.SECONDS);
  }

  Optional<String> queue(BlockingQueue<String> queue) throws InterruptedException {
    return Optional.ofNullable(queue.poll(1, TimeUnit.SECONDS));
  }

  String future(CompletableFuture<String> future) throws Exception {
    return future.get(1, TimeUnit.SECONDS);
  }

  long condition(Condition condition) throws InterruptedException {
    return condition.awaitNanos(1);
  }

  void park() {
    LockSupport.parkNanos(1);
  }

  void monitor(Object monitor) throws InterruptedException {
    monitor.wait(1);
  }

  boolean process(Process process) throws InterruptedException {
    return process.waitFor(Duration.ofSeconds(1));
  }
}
