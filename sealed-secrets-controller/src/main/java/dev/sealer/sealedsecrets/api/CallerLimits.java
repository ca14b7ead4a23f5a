package dev.sealer.sealedsecrets.api;

import dev.sealer.kube.http.HttpCall;
import java.util.function.LongSupplier;

/**
 * Limits the calls of each caller. Behind the API server's proxy all calls come from one address,
 * and the proxy appends the client's address to {@code X-Forwarded-For}, so the last entry of that
 * header identifies the caller. A direct caller can forge the header, so each remote address has a
 * limit too, for a number of callers.
 */
final class CallerLimits {

  private static final int CALLERS_OF_AN_ADDRESS = 10;
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final RateLimit callers;
  private final RateLimit addresses;

  /**
   * Limits each caller.
   *
   * @param perSecond 1 or more
   * @param burst how many more at once
   * @param clock monotonic, in nanoseconds
   */
  CallerLimits(int perSecond, int burst, LongSupplier clock) {
    this.callers = new RateLimit(perSecond, burst, clock);
    this.addresses =
        new RateLimit(
            Math.multiplyExact(perSecond, CALLERS_OF_AN_ADDRESS),
            Math.multiplyExact(burst + 1, CALLERS_OF_AN_ADDRESS) - 1,
            clock);
  }

  /** Returns the largest number of calls of one caller at once. */
  int limit() {
    return callers.limit();
  }

  RateLimit.Decision take(HttpCall call) {
    String address = call.path() + " " + call.remote();
    String forwarded = call.header(FORWARDED_FOR).orElse("");
    String client = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    RateLimit.Decision caller = callers.take(address + " " + client);
    if (!caller.allowed()) {
      return caller;
    }
    RateLimit.Decision all = addresses.take(address);
    return all.allowed() ? caller : all;
  }
}
