package dev.sealer.sync.health;

/** How well an object or an Application does, from best to worst; the words are Argo CD's. */
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

  /** Whether this is worse than {@code other}. */
  public boolean worseThan(HealthStatus other) {
    return compareTo(other) > 0;
  }
}
