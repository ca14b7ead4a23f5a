package dev.sealer.cli.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParallelTasksTest {
  private static final int MANY = 500;
  private static final int PATIENCE_SECONDS = 10;

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void resultsComeInTheOrderOfTheTasks() {
    List<Integer> results = ParallelTasks.map(numbers(MANY), number -> number * 2);

    assertThat(results).isEqualTo(numbers(MANY).stream().map(number -> number * 2).toList());
    assertThat(ParallelTasks.map(List.<Integer>of(), number -> number)).isEmpty();
  }

  @Test
  void oneThatIsMadeOfManyIsDoneTheSameWay() {
    List<List<Integer>> results =
        ParallelTasks.map(
            numbers(20), outer -> ParallelTasks.map(numbers(outer), inner -> outer + inner));

    assertThat(results)
        .isEqualTo(
            numbers(20).stream()
                .map(outer -> numbers(outer).stream().map(inner -> outer + inner).toList())
                .toList());
  }

  @Test
  void theFirstFailureInOrderIsTheOneThatIsThrown() {
    CountDownLatch laterFailed = new CountDownLatch(1);
    Set<Integer> done = new ConcurrentSkipListSet<>();

    assertThatThrownBy(() ->
            ParallelTasks.map(
                numbers(MANY),
                number -> {
                  if (number == MANY / 2) {
                    laterFailed.countDown();
                    throw new IllegalArgumentException("later");
                  }
                  if (number == 3) {
                    await(laterFailed);
                    throw new IllegalArgumentException("first");
                  }
                  done.add(number);
                  return number;
                }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first");
    assertThat(done).contains(0, 1, 2).doesNotContain(3, MANY / 2);
  }

  /** With one processor nobody comes. */
  private static void await(CountDownLatch latch) {
    try {
      boolean _ = latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
