package dev.sealer.cli.io;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Shows on a terminal how far a long run is: one line that is written over and wiped at the end. On
 * anything else, and for runs that end soon, nothing is shown.
 */
public final class Progress implements AutoCloseable {
  private static final Duration SILENT = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final String WIPE = "\r\u001b[K";

  private final Console console;
  private final String doing;
  private final int total;
  private final AtomicInteger done = new AtomicInteger();
  private long next = System.nanoTime() + SILENT.toNanos();
  private boolean shown;

  /**
   * Progress of a run.
   *
   * @param doing what is done, such as {@code sealing}
   * @param total how many steps there are
   */
  public Progress(Console console, String doing, int total) {
    this.console = console;
    this.doing = doing;
    this.total = total;
  }

  /** Counts one step. Safe for several threads. */
  public void step() {
    int now = done.incrementAndGet();
    if (console.terminals().error() && total > 1) {
      show(now);
    }
  }

  /** Work that counts a step when it is done. */
  public <T, R> Function<T, R> counting(Function<T, R> work) {
    return task -> {
      R result = work.apply(task);
      step();
      return result;
    };
  }

  private synchronized void show(int now) {
    long time = System.nanoTime();
    if (time - next >= 0) {
      next = time + BETWEEN.toNanos();
      shown = true;
      console.err().print(WIPE + doing + " " + now + "/" + total);
      console.err().flush();
    }
  }

  /** Wipes the line. */
  @Override
  public synchronized void close() {
    if (shown) {
      console.err().print(WIPE);
      console.err().flush();
    }
  }
}
