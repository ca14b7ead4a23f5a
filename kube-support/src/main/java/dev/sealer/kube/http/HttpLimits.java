package dev.sealer.kube.http;

import java.time.Duration;

/**
 * What one server takes.
 *
 * @param maxBodyBytes a larger body is answered with 413
 * @param maxConcurrent requests handled at a time; more wait for {@code patience}, then get 503
 * @param patience how long a request waits for its turn
 */
public record HttpLimits(int maxBodyBytes, int maxConcurrent, Duration patience) {

  /** For probes and metrics: no bodies to speak of, 16 at a time. */
  public static HttpLimits forProbes() {
    return new HttpLimits(1024, 16, Duration.ofSeconds(2));
  }
}
