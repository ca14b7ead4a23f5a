package dev.sealer.simulation.oracle;

/**
 * A broken promise.
 *
 * @param oracle who found it
 * @param message what and when; never a value of a Secret
 */
public record Finding(String oracle, String message) {

  @Override
  public String toString() {
    return oracle + ": " + message;
  }
}
