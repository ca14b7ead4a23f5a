package dev.sealer.git.jgit;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Cancels a fetch that as a whole takes too long, however busy its connection is. */
final class DeadlineMonitor extends EmptyProgressMonitor {

  private final long deadline;

  DeadlineMonitor(Duration limit) {
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  @Override
  public boolean isCancelled() {
    return System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted();
  }
}
