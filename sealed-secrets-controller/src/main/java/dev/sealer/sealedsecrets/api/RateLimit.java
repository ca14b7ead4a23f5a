package dev.sealer.sealedsecrets.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A generic cell rate limit for each caller: {@code perSecond} in the long run, and {@code burst}
 * more at once. It remembers a bounded number of callers, and forgets first who has been silent
 * longest. Safe for use by several threads.
 */
final class RateLimit {

  /** The decision about a call, and what to tell the caller. */
  record Decision(boolean allowed, int remaining, Duration retryAfter, Duration reset) {}

  private static final int MAX_CALLERS = 10_000;

  private final long nanosPerCall;
  private final int burst;
  private final LongSupplier clock;
  private final Map<String, Long> paidUntil = new LinkedHashMap<>(16, 0.75f, true);

  RateLimit(int perSecond, int burst, LongSupplier clock) {
    this.nanosPerCall = Duration.ofSeconds(1).toNanos() / perSecond;
    this.burst = burst;
    this.clock = clock;
  }

  /** Returns the largest number of calls at once. */
  int limit() {
    return burst + 1;
  }

  synchronized Decision take(String caller) {
    long now = clock.getAsLong();
    Long known = paidUntil.get(caller);
    long paid = known == null || known - now < 0 ? now : known;
    long next = paid + nanosPerCall;
    long allowance = nanosPerCall * limit();
    long over = next - now - allowance;
    if (over > 0) {
      return new Decision(false, 0, Duration.ofNanos(over), Duration.ofNanos(paid - now));
    }
    paidUntil.put(caller, next);
    if (paidUntil.size() > MAX_CALLERS) {
      paidUntil.remove(paidUntil.keySet().iterator().next());
    }
    int remaining = (int) ((allowance - (next - now)) / nanosPerCall);
    return new Decision(true, remaining, Duration.ZERO, Duration.ofNanos(next - now));
  }
}
