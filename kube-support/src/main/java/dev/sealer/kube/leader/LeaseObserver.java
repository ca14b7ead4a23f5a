package dev.sealer.kube.leader;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether the Lease of another may be taken: only after it was seen unchanged for its whole
 * duration by our own monotonic clock. The clocks of two machines are never compared.
 */
final class LeaseObserver {

  private final String identity;
  private volatile @Nullable LeaseView last;
  private long since;

  LeaseObserver(String identity) {
    this.identity = identity;
  }

  /** Returns who held the Lease as last seen; empty if nobody did. */
  String holder() {
    LeaseView seen = last;
    return seen == null ? "" : seen.holder();
  }

  /**
   * Takes note of the Lease.
   *
   * @param now monotonic, in nanoseconds
   * @return whether we hold it or may take it
   */
  boolean mayHold(LeaseView seen, long now) {
    LeaseView before = last;
    if (before == null || !seen.sameSignAs(before)) {
      since = now;
    }
    last = seen;
    boolean given = seen.holder().isEmpty() && !seen.isWantedByOther(identity);
    return given
        || seen.holder().equals(identity)
        || now - since > Duration.ofSeconds(seen.durationSeconds()).toNanos();
  }
}
