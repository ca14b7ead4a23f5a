package dev.sealer.externalsecrets.spec;

import java.time.Duration;

/**
 * When an ExternalSecret wants to be refreshed.
 *
 * @param policy what makes a refresh due
 * @param interval between two refreshes of {@link RefreshPolicy#PERIODIC}; zero or less for once
 */
public record Refresh(RefreshPolicy policy, Duration interval) {

  /** The schema's default. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofHours(1);

  /** Whether time alone makes a refresh due. */
  public boolean periodic() {
    return policy == RefreshPolicy.PERIODIC && interval.isPositive();
  }
}
