package dev.sealer.sync.health;

/**
 * The health of an object, and the reason for it.
 *
 * @param message one line; empty when there is nothing to add
 */
public record Health(HealthStatus status, String message) {

  /** Healthy, with nothing to add. */
  public static final Health HEALTHY = new Health(HealthStatus.HEALTHY, "");

  /** On its way. */
  public static Health progressing(String message) {
    return new Health(HealthStatus.PROGRESSING, message);
  }

  /** Failed. */
  public static Health degraded(String message) {
    return new Health(HealthStatus.DEGRADED, message);
  }

  /** Stopped on purpose. */
  public static Health suspended(String message) {
    return new Health(HealthStatus.SUSPENDED, message);
  }

  /** Cannot be told. */
  public static Health unknown(String message) {
    return new Health(HealthStatus.UNKNOWN, message);
  }

  /** Not there. */
  public static Health missing() {
    return new Health(HealthStatus.MISSING, "");
  }

  /** Healthy, with a remark. */
  public static Health healthy(String message) {
    return new Health(HealthStatus.HEALTHY, message);
  }
}
