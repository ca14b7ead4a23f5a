package dev.sealer.cli.batch;

import dev.sealer.cli.io.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does the same to many things, as many at a time as there are processors. */
public final class Parallel {
  private Parallel() {}

  /**
   * The results, in the order of the tasks whatever their order of execution. The first exception,
   * in that order, ends the run.
   */
  public static <T, R> List<R> map(List<T> tasks, Progress progress, Function<T, R> work) {
    int threads = Math.min(tasks.size(), Runtime.getRuntime().availableProcessors());
    if (threads <= 1) {
      return tasks.stream().map(task -> step(task, progress, work)).toList();
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<R>> futures = new ArrayList<>();
      for (T task : tasks) {
        futures.add(executor.submit(() -> step(task, progress, work)));
      }
      List<R> results = new ArrayList<>();
      try {
        for (Future<R> future : futures) {
          results.add(future.get());
        }
      } catch (ExecutionException e) {
        executor.shutdownNow();
        throw unchecked(e.getCause());
      } catch (InterruptedException e) {
        executor.shutdownNow();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      return results;
    }
  }

  private static <T, R> R step(T task, Progress progress, Function<T, R> work) {
    R result = work.apply(task);
    progress.step();
    return result;
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(cause);
    };
  }
}
