package dev.sealer.cli.io;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Does the same to many things, as many at a time as there are processors, also where one of them
 * is made of many.
 */
public final class ParallelTasks {
  private ParallelTasks() {}

  /** The outcome of one task: a result, an exception, or neither when one before it had failed. */
  private record Outcome<R>(@Nullable R result, @Nullable RuntimeException failure) {}

  /**
   * Returns the results, in the order of the tasks whatever their order of execution. The first
   * exception, in that order, ends the run.
   */
  public static <T, R> List<R> map(List<T> tasks, Function<T, R> work) {
    if (tasks.size() <= 1) {
      return tasks.stream().map(work).toList();
    }
    AtomicInteger failed = new AtomicInteger(tasks.size());
    List<Outcome<R>> outcomes =
        IntStream.range(0, tasks.size())
            .parallel()
            .mapToObj(index -> outcome(tasks.get(index), index, work, failed))
            .toList();
    return outcomes.stream().map(ParallelTasks::resultOf).toList();
  }

  private static <T, R> Outcome<R> outcome(
      T task, int index, Function<T, R> work, AtomicInteger failed) {
    if (index > failed.get()) {
      return new Outcome<>(null, null);
    }
    try {
      return new Outcome<>(work.apply(task), null);
    } catch (RuntimeException e) {
      failed.accumulateAndGet(index, Math::min);
      return new Outcome<>(null, e);
    }
  }

  private static <R> R resultOf(Outcome<R> outcome) {
    if (outcome.failure() != null) {
      throw outcome.failure();
    }
    return Objects.requireNonNull(outcome.result(), "only what follows a failure is left out");
  }
}
