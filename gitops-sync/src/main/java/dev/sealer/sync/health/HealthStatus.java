package dev.sealer.sync.health;

/** The health of an object or an Application, from best to worst, in Argo CD's words. */
public enum HealthStatus {
  /** It does what it should. */
  HEALTHY("Healthy"),
  /** It is stopped on purpose. */
  SUSPENDED("Suspended"),
  /** It is on its way. */
  PROGRESSING("Progressing"),
  /** It is not there. */
  MISSING("Missing"),
  /** It failed. */
  DEGRADED("Degraded"),
  /** It cannot be told. */
  UNKNOWN("Unknown");

  private final String word;

  HealthStatus(String word) {
    this.word = word;
  }

  /** The word in a status. */
  public String word() {
    return word;
  }

  /** Returns whether this is worse than {@code other}. */
  public boolean worseThan(HealthStatus other) {
    return compareTo(other) > 0;
  }
}
