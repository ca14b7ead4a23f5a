package dev.sealer.interleavings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.Backoff;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.kube.reconcile.Reconciler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pastalab.fray.junit.junit5.FrayTestExtension;
import org.pastalab.fray.junit.junit5.annotations.FrayTest;

@ExtendWith(FrayTestExtension.class)
class ReconcileLoopOrders {

  private static final ObjectKey KEY = new ObjectKey("ns", "key");
  private static final ObjectKey OTHER = new ObjectKey("ns", "other");

  /** One for all runs: making one takes longer than a run. */
  private static final MeterRegistry METERS = new SimpleMeterRegistry();

  private static final Platform PLATFORM = PlatformThreads.platform();
  private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));

  private static ReconcileLoop loop(int workers, ReconcileQueue queue, Reconciler reconciler) {
    ReconcileLoop loop =
        new ReconcileLoop(
            new ReconcileLoop.Settings("loop", workers, QUICK, Duration.ofSeconds(1)),
            queue,
            reconciler,
            new OwnWrites(PLATFORM, METERS),
            PLATFORM,
            METERS);
    loop.start();
    return loop;
  }

  /** A lost key leaves every thread waiting, which is a deadlock. */
  @FrayTest(iterations = OrderRunner.ORDERS)
  void noKeyIsLostAndNoKeyRunsTwiceAtATime() throws InterruptedException {
    AtomicInteger wanted = new AtomicInteger();
    CountDownLatch handled = new CountDownLatch(1);
    AtomicBoolean running = new AtomicBoolean();
    AtomicBoolean overlapped = new AtomicBoolean();
    ReconcileQueue queue = new ReconcileQueue(PLATFORM.time());
    ReconcileLoop loop =
        loop(
            2,
            queue,
            key -> {
              if (!running.compareAndSet(false, true)) {
                overlapped.set(true);
              }
              int seen = wanted.get();
              running.set(false);
              if (seen == 2) {
                handled.countDown();
              }
              return Outcome.done();
            });
    Thread another =
        new Thread(() -> {
          wanted.incrementAndGet();
          queue.enqueue(KEY);
        });
    another.start();
    wanted.incrementAndGet();
    queue.enqueue(KEY);

    handled.await();
    another.join();
    loop.close();
    assertThat(overlapped).isFalse();
  }

  @FrayTest(iterations = OrderRunner.ORDERS)
  void everyKeyRunsThoughOneIsRetriedAndWorkersAreShared() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger tries = new AtomicInteger();
    ReconcileQueue queue = new ReconcileQueue(PLATFORM.time());
    ReconcileLoop loop =
        loop(
            2,
            queue,
            key -> {
              if (key.equals(KEY) && tries.incrementAndGet() == 1) {
                return Outcome.retry("not yet");
              }
              both.countDown();
              return Outcome.done();
            });
    queue.enqueueAll(List.of(KEY, OTHER));

    both.await();
    loop.close();
    assertThat(tries).hasValue(2);
  }

  @FrayTest(iterations = OrderRunner.ORDERS)
  void closeReturnsWhileKeysAreEnqueuedAndNothingRunsAfterIt() throws InterruptedException {
    AtomicBoolean closed = new AtomicBoolean();
    AtomicBoolean ranAfter = new AtomicBoolean();
    ReconcileQueue queue = new ReconcileQueue(PLATFORM.time());
    ReconcileLoop loop =
        loop(
            2,
            queue,
            key -> {
              if (closed.get()) {
                ranAfter.set(true);
              }
              return Outcome.requeueAfter(Duration.ofMillis(1));
            });
    Thread waker = new Thread(() -> queue.enqueueAll(List.of(KEY, OTHER)));
    waker.start();

    loop.close();
    closed.set(true);
    waker.join();
    assertThat(ranAfter).isFalse();
  }
}
