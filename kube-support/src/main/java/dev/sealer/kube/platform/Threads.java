package dev.sealer.kube.platform;

import java.util.List;
import java.util.concurrent.Callable;

/** Starts the threads of a controller: virtual ones in production. */
public interface Threads {

  /** Starts {@code body} on a thread called {@code name}. */
  Thread start(String name, Runnable body);

  /**
   * Runs every task, at most {@code atOnce} at a time, and returns when all have ended.
   *
   * @return the results in the order of {@code work}
   * @throws InterruptedException if the caller is interrupted; tasks that run are interrupted too
   * @throws RuntimeException the first failure in the order of {@code work}, once all have ended;
   *     checked exceptions arrive as the cause of an {@link IllegalStateException}
   */
  <T> List<T> all(int atOnce, List<? extends Callable<T>> work) throws InterruptedException;
}
