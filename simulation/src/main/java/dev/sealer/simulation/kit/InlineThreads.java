package dev.sealer.simulation.kit;

import dev.sealer.kube.platform.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Runs what would be threads on the caller's own thread, at once, until it would wait for
 * something. A watch that is started so lists once, and then stays as it is.
 */
final class InlineThreads implements Threads {

  private final ManualTime time;

  InlineThreads(ManualTime time) {
    this.time = time;
  }

  /** Runs {@code body}; the thread that is returned never runs. */
  @Override
  public Thread start(String name, Runnable body) {
    time.withoutWaits(body);
    // The wait that ended the body left the mark of an interrupt.
    boolean _ = Thread.interrupted();
    return Thread.ofVirtual().name(name).unstarted(body);
  }

  @Override
  public <T> List<T> all(int atOnce, List<? extends Callable<T>> work) {
    List<T> results = new ArrayList<>();
    for (Callable<T> task : work) {
      try {
        results.add(task.call());
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return results;
  }
}
