package dev.sealer.externalsecrets.engine;

import java.time.Duration;

/**
 * The bounds of what one store is asked and of what is kept of its answers.
 *
 * @param window how long a call waits for reads to share it with
 * @param parallel calls to one store at the same time
 * @param callsPerSecond rate of calls to one store over time
 * @param burst calls to one store that may exceed the rate
 * @param callsPerDay calls to one store in 24 hours
 * @param cacheBytes bytes of values that are kept, over all stores
 * @param floodGate whether a store whose last check failed is not asked
 */
public record FetchLimits(
    Duration window,
    int parallel,
    int callsPerSecond,
    int burst,
    int callsPerDay,
    long cacheBytes,
    boolean floodGate) {

  /** The time for which an answer is kept. */
  static final Duration KEPT = Duration.ofSeconds(60);

  /** The largest value that is taken, in bytes: a Secret cannot hold more. */
  static final int LARGEST_VALUE = 1 << 20;

  /** The time that an ExternalSecret waits for an answer before it reports that there is none. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int PARALLEL = 4;
  private static final int CALLS_PER_SECOND = 20;
  private static final int BURST = 40;
  private static final int CALLS_PER_DAY = 1_000_000;
  private static final long CACHE_BYTES = 32L << 20;

  /** Returns the defaults with another {@code window} and {@code floodGate}. */
  public static FetchLimits standard(Duration window, boolean floodGate) {
    return new FetchLimits(
        window, PARALLEL, CALLS_PER_SECOND, BURST, CALLS_PER_DAY, CACHE_BYTES, floodGate);
  }
}
