package dev.sealer.testbed.canary;

/**
 * A place where a canary was found.
 *
 * @param place the file, object or text
 * @param encoding how it is written there
 */
public record CanaryFinding(String place, String encoding) {
  @Override
  public String toString() {
    return place + " (" + encoding + ")";
  }
}
