package dev.sealer.externalsecrets.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether and when one store may be called: a circuit breaker, a token bucket and a budget
 * for a day. Safe for use by several threads.
 *
 * <p>The limiter of resilience4j reads the system's clock, which a simulation cannot move.
 */
final class CallGuard {
  /** Calls in a row without a response that open the breaker. */
  static final int FAILURES = 5;

  /** Time for which an open breaker lets no call pass; then it lets one pass. */
  static final Duration OPEN = Duration.ofSeconds(30);

  private static final Duration DAY = Duration.ofDays(1);
  private static final String SILENT =
      "the store does not respond; it is called once every " + OPEN.toSeconds() + " s";
  private static final String SPENT =
      "the calls to the store for 24 hours are used up; use longer refresh intervals or fewer entries";

  private final FetchLimits limits;
  private final long began;
  private int failures;
  private boolean probing;
  private long openUntil;
  private double tokens;
  private long filledAt;
  private long day;
  private int callsToday;

  /** Lets calls pass. Each {@code now} is in nanoseconds of one monotonic clock. */
  CallGuard(FetchLimits limits, long now) {
    this.limits = limits;
    this.began = now;
    this.tokens = limits.burst();
    this.filledAt = now;
  }

  /**
   * Counts a call, unless it must not be made.
   *
   * @return why it must not be made, safe to show in a status; empty if it is allowed, so that
   *     {@link #ended} must follow
   */
  synchronized Optional<String> refusal(long now) {
    if (failures >= FAILURES && (probing || now - openUntil < 0)) {
      return Optional.of(SILENT);
    }
    long today = (now - began) / DAY.toNanos();
    if (today != day) {
      day = today;
      callsToday = 0;
    }
    if (callsToday >= limits.callsPerDay()) {
      return Optional.of(SPENT);
    }
    callsToday++;
    probing = failures >= FAILURES;
    return Optional.empty();
  }

  /** Takes a token, and returns how long to wait before the call. */
  synchronized Duration delay(long now) {
    double second = Duration.ofSeconds(1).toNanos();
    tokens = Math.min(limits.burst(), tokens + (now - filledAt) / second * limits.callsPerSecond());
    filledAt = now;
    tokens--;
    return tokens >= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) (-tokens / limits.callsPerSecond() * second));
  }

  /** Notes that an allowed call ended. */
  synchronized void ended(boolean responded, long now) {
    probing = false;
    if (responded) {
      failures = 0;
    } else {
      failures++;
      openUntil = now + OPEN.toNanos();
    }
  }
}
