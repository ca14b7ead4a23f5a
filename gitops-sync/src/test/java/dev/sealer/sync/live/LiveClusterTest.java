package dev.sealer.sync.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveClusterTest {

  private static final int BOUND = 16;
  private static final List<Integer> ITEMS = IntStream.range(0, 1_000).boxed().toList();

  private final Platform platform = JdkPlatform.standard();
  private final LiveCluster cluster = new LiveCluster(new NoCalls(), platform, application -> {});
  private final AtomicInteger running = new AtomicInteger();
  private final LongAccumulator most = new LongAccumulator(Long::max, 0);
  private final CountDownLatch full = new CountDownLatch(BOUND);

  @Test
  void runsAtMostSixteenCallsForAllApplicationsTogether() throws InterruptedException {
    Callable<List<Integer>> oneApplication = () -> cluster.each(ITEMS, this::call);

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
      assertThatThrownBy(() -> cluster.each(List.of("item"), this::fail))
          .isInstanceOf(ClusterAwayException.class);
    }

    assertThat(cluster.each(List.of("item"), item -> item)).containsExactly("item");
  }

  private String fail(String item) {
    throw new ClusterAwayException("no answer for " + item);
  }

  private static final class NoCalls implements ApiCalls {
    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      throw new IOException("nobody is there");
    }

    @Override
    public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
      throw new IOException("nobody is there");
    }

    @Override
    public Lines open(ApiRequest request) throws IOException {
      throw new IOException("nobody is there");
    }
  }
}
