package dev.sealer.kube.http;

import java.time.Duration;

/**
 * The limits of one server.
 *
 * @param maxBodyBytes a larger body is refused with status 413
 * @param maxConcurrent requests handled at a time; more wait for {@code patience}, then get 503
 * @param patience how long a request waits for its turn
 */
public record HttpLimits(int maxBodyBytes, int maxConcurrent, Duration patience) {

  /** Returns the limits for probes and metrics: nearly no bodies, 16 requests at a time. */
  public static HttpLimits forProbes() {
    return new HttpLimits(1024, 16, Duration.ofSeconds(2));
  }
}
