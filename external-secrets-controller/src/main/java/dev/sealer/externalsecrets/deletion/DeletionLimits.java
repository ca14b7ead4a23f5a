package dev.sealer.externalsecrets.deletion;

import dev.sealer.externalsecrets.spec.Refresh;
import java.time.Duration;

/**
 * When missing values may be removed.
 *
 * @param floor least time between the two refreshes that must both find a value missing
 * @param intervals the same time in refresh intervals
 * @param keys from how many missing keys of one store on nothing is removed
 * @param percent and beyond which share of the store's keys
 * @param window how long keys count as missing after they were removed
 */
public record DeletionLimits(
    Duration floor, int intervals, int keys, int percent, Duration window) {

  private static final int WHOLE = 100;

  /** 60 s and one interval; at most 9 keys or 30 % of a store within ten minutes. */
  public static final DeletionLimits DEFAULT =
      new DeletionLimits(Duration.ofSeconds(60), 1, 10, 30, Duration.ofMinutes(10));

  /** Returns the least time between the two refreshes of an ExternalSecret. */
  Duration apart(Refresh refresh) {
    Duration longer = refresh.interval().multipliedBy(intervals);
    return longer.compareTo(floor) > 0 ? longer : floor;
  }

  /** Returns whether so many of a store's keys must not be removed at once. */
  boolean areExceeded(int missing, int total) {
    return missing >= keys && (long) missing * WHOLE > (long) percent * total;
  }
}
