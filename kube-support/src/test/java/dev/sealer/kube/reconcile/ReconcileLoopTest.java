package dev.sealer.kube.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealer.kube.Backoff;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReconcileLoopTest {

  private static final ObjectKey A = new ObjectKey("ns", "a");
  private static final ReconcileLoop.Settings QUICK =
      new ReconcileLoop.Settings(
          "test",
          4,
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)),
          Duration.ofSeconds(5));

  private static final Platform PLATFORM = JdkPlatform.standard();

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final ReconcileQueue queue = new ReconcileQueue(PLATFORM.time());
  private final List<ReconcileLoop> started = new ArrayList<>();

  private ReconcileLoop loop(ReconcileLoop.Settings settings, Reconciler reconciler) {
    ReconcileLoop loop =
        new ReconcileLoop(
            settings, queue, reconciler, new OwnWrites(PLATFORM, registry), PLATFORM, registry);
    started.add(loop);
    return loop;
  }

  @AfterEach
  void close() {
    started.forEach(ReconcileLoop::close);
  }

  @Test
  void runsAndCountsKeysThatWereEnqueuedBeforeItWasMade() {
    queue.enqueue(A);
    queue.enqueue(A);
    BlockingQueue<ObjectKey> ran = new LinkedBlockingQueue<>();
    ReconcileLoop loop =
        loop(
            QUICK,
            key -> {
              ran.add(key);
              return Outcome.done();
            });
    loop.start();

    await().until(() -> ran.contains(A));
    assertThat(registry.counter("workqueue.adds", "name", "test").count()).isEqualTo(1);
  }

  @Test
  void retriesUntilItSucceeds() {
    AtomicInteger tries = new AtomicInteger();
    ReconcileLoop loop =
        loop(
            QUICK, key -> tries.incrementAndGet() < 20 ? Outcome.retry("not yet") : Outcome.done());
    loop.start();
    queue.enqueue(A);

    await().until(() -> tries.get() == 20 && queue.isIdle());
    assertThat(count("error")).isEqualTo(19);
    assertThat(count("success")).isEqualTo(1);
  }

  @Test
  void survivesAnyThrowableAndAnInterruptLeftBehind() {
    AtomicInteger tries = new AtomicInteger();
    ReconcileLoop loop =
        loop(
            new ReconcileLoop.Settings("one", 1, QUICK.backoff(), QUICK.grace()),
            key ->
                switch (tries.incrementAndGet()) {
                  case 1 -> throw new IllegalStateException("canary-8c1f");
                  case 2 -> throw new StackOverflowError();
                  case 3 -> {
                    Thread.currentThread().interrupt();
                    yield Outcome.retry("interrupted");
                  }
                  default -> Outcome.done();
                });
    loop.start();
    queue.enqueue(A);

    await().until(() -> tries.get() == 4 && queue.isIdle());
  }

  @Test
  void runsAgainAfterTheAskedDelay() {
    AtomicInteger runs = new AtomicInteger();
    ReconcileLoop loop =
        loop(
            QUICK,
            key -> {
              runs.incrementAndGet();
              return Outcome.requeueAfter(Duration.ofMillis(2));
            });
    loop.start();
    queue.enqueue(A);

    await().until(() -> runs.get() > 5);
  }

  @Test
  void neverRunsAKeyTwiceAtATimeUnderLoad() {
    Map<ObjectKey, AtomicBoolean> busy = new ConcurrentHashMap<>();
    Set<ObjectKey> overlapped = ConcurrentHashMap.newKeySet();
    AtomicInteger runs = new AtomicInteger();
    ReconcileLoop loop =
        loop(
            QUICK,
            key -> {
              AtomicBoolean mine = busy.computeIfAbsent(key, k -> new AtomicBoolean());
              if (!mine.compareAndSet(false, true)) {
                overlapped.add(key);
              }
              LockSupport.parkNanos(10_000);
              mine.set(false);
              runs.incrementAndGet();
              return Outcome.done();
            });
    loop.start();
    List<ObjectKey> keys = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      keys.add(new ObjectKey("ns", "k" + i));
    }
    for (int i = 0; i < 200; i++) {
      queue.enqueueAll(keys);
    }

    await().until(queue::isIdle);
    assertThat(overlapped).isEmpty();
    assertThat(runs.get()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void closeLetsTheRunningKeyFinishAndStartsNoOther() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    BlockingQueue<String> log = new LinkedBlockingQueue<>();
    ReconcileLoop loop =
        loop(
            new ReconcileLoop.Settings("one", 1, QUICK.backoff(), Duration.ofSeconds(30)),
            key -> {
              running.countDown();
              awaitQuietly(release);
              log.add("finished " + key.name());
              return Outcome.done();
            });
    loop.start();
    queue.enqueueAll(List.of(A, new ObjectKey("ns", "b")));
    running.await();
    Thread closing = Thread.ofVirtual().start(loop::close);
    await().until(() -> closing.getState() != Thread.State.RUNNABLE);
    release.countDown();
    closing.join();

    assertThat(log).containsExactly("finished a");
  }

  @Test
  void closeInterruptsWhatOutlivesTheGrace() {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    ReconcileLoop loop =
        loop(
            new ReconcileLoop.Settings("one", 1, QUICK.backoff(), Duration.ofMillis(10)),
            key -> {
              running.countDown();
              interrupted.set(!awaitQuietly(new CountDownLatch(1)));
              return Outcome.done();
            });
    loop.start();
    queue.enqueue(A);
    await().until(() -> running.getCount() == 0);

    loop.close();

    assertThat(interrupted).isTrue();
  }

  @Test
  void takesItsGaugesAwayWhenItCloses() {
    ReconcileLoop loop = loop(QUICK, key -> Outcome.done());
    assertThat(registry.find("workqueue.depth").gauge()).isNotNull();

    loop.close();

    assertThat(registry.find("workqueue.depth").gauge()).isNull();
  }

  private double count(String result) {
    return registry
        .counter("controller.runtime.reconcile", "controller", "test", "result", result)
        .count();
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
