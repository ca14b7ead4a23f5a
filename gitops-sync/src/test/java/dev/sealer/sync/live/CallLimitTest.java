package dev.sealer.sync.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many calls are sent to an API server at a time. */
final class CallLimitTest {

  private static final int BOUND = 16;
  private static final List<Integer> ITEMS = IntStream.range(0, 1_000).boxed().toList();

  private final Platform platform = JdkPlatform.standard();
  private final CallLimit limit = new CallLimit(platform);
  private final AtomicInteger running = new AtomicInteger();
  private final LongAccumulator most = new LongAccumulator(Long::max, 0);
  private final CountDownLatch full = new CountDownLatch(BOUND);

  @Test
  void runsAtMostSixteenCallsForAllApplicationsTogether() throws InterruptedException {
    Callable<List<Integer>> oneApplication = () -> limit.each(ITEMS, this::call);

    List<List<Integer>> results =
        platform.threads().all(2, List.of(oneApplication, oneApplication));

    assertThat(results).containsExactly(ITEMS, ITEMS);
    assertThat(most.get()).isEqualTo(BOUND);
  }

  private int call(int item) {
    most.accumulate(running.incrementAndGet());
    full.countDown();
    try {
      // The first calls wait for each other, so that the bound is reached.
      full.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    running.decrementAndGet();
    return item;
  }

  @Test
  void aFailureReachesTheCallerAndGivesItsPlaceBack() {
    for (int i = 0; i <= BOUND; i++) {
      assertThatThrownBy(() -> limit.each(List.of("item"), this::fail))
          .isInstanceOf(ClusterAwayException.class);
    }

    assertThat(limit.each(List.of("item"), item -> item)).containsExactly("item");
  }

  private String fail(String item) {
    throw new ClusterAwayException("no answer for " + item);
  }
}
