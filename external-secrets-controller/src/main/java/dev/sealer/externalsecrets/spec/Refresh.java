package dev.sealer.externalsecrets.spec;

import java.time.Duration;

/**
 * When an ExternalSecret wants to be refreshed.
 *
 * @param policy what makes a refresh due
 * @param interval between two refreshes of {@link RefreshPolicy#PERIODIC}; zero or less for once
 */
public record Refresh(RefreshPolicy policy, Duration interval) {

  private static final Duration WITHOUT_INTERVAL = Duration.ofMinutes(10);

  /** The schema's default. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofHours(1);

  /**
   * Returns how long to wait before asking the provider again for a value that it does not have.
   */
  public Duration retryInterval() {
    return periodic() ? interval : WITHOUT_INTERVAL;
  }

  /** Returns whether time alone makes a refresh due. */
  public boolean periodic() {
    return policy == RefreshPolicy.PERIODIC && interval.isPositive();
  }
}
