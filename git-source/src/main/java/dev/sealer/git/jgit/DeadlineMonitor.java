package dev.sealer.git.jgit;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Cancels a fetch that as a whole takes too long, however busy its connection is. */
final class DeadlineMonitor extends EmptyProgressMonitor {

  private final LongSupplier nanos;
  private final long deadline;

  DeadlineMonitor(Duration limit, LongSupplier nanos) {
    this.nanos = nanos;
    this.deadline = nanos.getAsLong() + limit.toNanos();
  }

  @Override
  public boolean isCancelled() {
    return nanos.getAsLong() - deadline > 0 || Thread.currentThread().isInterrupted();
  }
}
