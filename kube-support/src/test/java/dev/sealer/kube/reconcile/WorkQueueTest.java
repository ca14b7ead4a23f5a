package dev.sealer.kube.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class WorkQueueTest {

  private static final ObjectKey A = new ObjectKey("ns", "a");
  private static final ObjectKey B = new ObjectKey("ns", "b");

  private final WorkQueue queue = new WorkQueue();

  private Optional<ObjectKey> take(long now) {
    return queue.take(now).map(WorkQueue.Taken::key);
  }

  @Test
  void mergesWakesOfAWaitingKey() {
    assertThat(queue.enqueue(A, 0)).isTrue();
    assertThat(queue.enqueue(A, 1)).isFalse();

    assertThat(take(2)).contains(A);
    assertThat(take(2)).isEmpty();
  }

  @Test
  void handsOutFirstComeFirstServed() {
    queue.enqueue(B, 0);
    queue.enqueue(A, 1);

    assertThat(take(2)).contains(B);
    assertThat(take(2)).contains(A);
  }

  @Test
  void keepsAWakeThatArrivesWhileTheKeyRuns() {
    queue.enqueue(A, 0);
    take(0);
    queue.enqueue(A, 1);
    assertThat(take(1)).as("never the same key twice at a time").isEmpty();

    queue.finish(A, null, 2);

    assertThat(take(2)).contains(A);
  }

  @Test
  void aRunThatMayWaitComesWithTheNextOne() {
    queue.enqueueBy(A, 10);
    queue.enqueueBy(A, 20);
    assertThat(take(9)).isEmpty();
    queue.enqueue(A, 9);
    assertThat(take(9)).contains(A);

    queue.finish(A, null, 9);

    assertThat(take(30)).isEmpty();
  }

  @Test
  void aRunThatMayWaitIsNotLostWhileTheKeyRuns() {
    queue.enqueue(A, 0);
    take(0);
    queue.enqueueBy(A, 10);

    queue.finish(A, 100L, 5);

    assertThat(take(9)).isEmpty();
    assertThat(take(10)).contains(A);
    queue.finish(A, null, 11);
    assertThat(take(200)).isEmpty();
  }

  @Test
  void runsAgainOnceForManyWakesWhileRunning() {
    queue.enqueue(A, 0);
    take(0);
    queue.enqueue(A, 1);
    queue.enqueue(A, 2);
    queue.finish(A, 1_000L, 3);
    assertThat(take(3)).contains(A);
    queue.finish(A, null, 4);

    assertThat(take(10_000)).isEmpty();
  }

  @Test
  void handsOutADelayedKeyWhenItIsDueAndNotBefore() {
    queue.enqueue(A, 0);
    take(0);
    queue.finish(A, 100L, 0);

    assertThat(queue.untilNextDue(40)).hasValue(60);
    assertThat(take(99)).isEmpty();
    assertThat(take(100)).contains(A);
  }

  @Test
  void aWakeCutsADelayShortAndTheNextRunReplacesIt() {
    queue.enqueue(A, 0);
    take(0);
    queue.finish(A, 100L, 0);
    queue.enqueue(A, 10);
    assertThat(take(10)).contains(A);
    queue.finish(A, null, 11);

    assertThat(queue.untilNextDue(11)).isEmpty();
    assertThat(take(1_000)).isEmpty();
  }

  @Test
  void measuresHowLongAKeyWaitedFromWhenItWasDue() {
    queue.enqueue(A, 0);
    take(0);
    queue.finish(A, 100L, 0);

    assertThat(queue.take(130).map(WorkQueue.Taken::waitedNanos)).contains(30L);
  }

  @Test
  void countsFailuresInARowUntilASuccess() {
    assertThat(queue.failed(A)).isEqualTo(1);
    assertThat(queue.failed(A)).isEqualTo(2);
    queue.succeeded(A);
    assertThat(queue.failed(A)).isEqualTo(1);
  }

  /** Whatever the order of wakes, takes and ends: after its last wake every key runs once more. */
  @Test
  void knowsWhichKeysRunAndWhichFailedLast() {
    ObjectKey settled = new ObjectKey("ns", "settled");
    for (ObjectKey key : List.of(A, B, settled)) {
      queue.enqueue(key, 0);
      take(0);
    }
    queue.failed(B);
    queue.finish(B, 100L, 1);
    queue.succeeded(settled);
    queue.finish(settled, null, 1);

    assertThat(queue.unfinished()).containsExactly(A, B);

    queue.succeeded(B);
    queue.finish(A, null, 2);

    assertThat(queue.unfinished()).isEmpty();
  }

  @Property
  void neverLosesAWakeAndNeverRunsAKeyTwiceAtATime(@ForAll("steps") List<Integer> steps) {
    WorkQueue any = new WorkQueue();
    List<ObjectKey> running = new ArrayList<>();
    List<ObjectKey> owed = new ArrayList<>();
    long now = 0;
    for (int step : steps) {
      now++;
      ObjectKey key = new ObjectKey("ns", "k" + step % 3);
      switch (step / 3) {
        case 0 -> {
          any.enqueue(key, now);
          if (!owed.contains(key)) {
            owed.add(key);
          }
        }
        case 1 -> any.take(now).map(WorkQueue.Taken::key).ifPresent(k -> start(k, running, owed));
        default -> {
          if (!running.isEmpty()) {
            any.finish(running.removeFirst(), step % 2 == 0 ? 5L : null, now);
          }
        }
      }
    }
    for (ObjectKey key : running) {
      any.finish(key, null, now);
    }
    running.clear();
    for (var t = any.take(now); t.isPresent(); t = any.take(now)) {
      start(t.get().key(), running, owed);
    }
    assertThat(owed).isEmpty();
  }

  private static void start(ObjectKey key, List<ObjectKey> running, List<ObjectKey> owed) {
    assertThat(running).doesNotContain(key);
    running.add(key);
    owed.remove(key);
  }

  @Provide
  Arbitrary<List<Integer>> steps() {
    return Arbitraries.integers().between(0, 8).list().ofMaxSize(60);
  }
}
