package dev.sealer.kube;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Computes the delay before the next try: doubled with each failure in a row up to a cap, then
 * spread over its upper half so that keys that failed together do not come back together.
 *
 * @param first before the second try; positive
 * @param max the cap; at least {@code first}
 */
public record Backoff(Duration first, Duration max) {

  private static final int MAX_DOUBLINGS = 40;

  /** Checks the bounds. */
  public Backoff {
    if (first.isZero() || first.isNegative() || max.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "backoff needs 0 < first <= max, not " + first + " and " + max);
    }
  }

  /**
   * The delay after {@code failures} failures in a row.
   *
   * @param failures 1 or more
   */
  public Duration delay(int failures, RandomGenerator random) {
    double doubled = (double) first.toNanos() * Math.pow(2, Math.min(failures - 1, MAX_DOUBLINGS));
    double capped = Math.min(doubled, (double) max.toNanos());
    return Duration.ofNanos((long) (capped / 2 + random.nextDouble() * capped / 2));
  }
}
