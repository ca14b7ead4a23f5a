package dev.sealer.sync.plan.order;

import dev.sealer.crds.argoproj.RetryStrategy;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for retrying a failed sync.
 *
 * @param limit how many retries; negative for no limit
 * @param first the first wait
 * @param factor of each next wait
 * @param longest no wait is longer
 * @param refresh whether a retry takes the newest revision
 */
public record RetryPolicy(
    long limit, Duration first, long factor, Duration longest, boolean refresh) {

  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
  private static final long AUTOMATED_LIMIT = 5;

  /**
   * Reads what an Application says.
   *
   * @param automated whether the sync began by itself: it is then retried even when nothing says so
   * @throws IllegalArgumentException for a duration that cannot be read; says which
   */
  public static RetryPolicy of(@Nullable RetryStrategy strategy, boolean automated) {
    if (strategy == null) {
      return new RetryPolicy(
          automated ? AUTOMATED_LIMIT : 0, Duration.ofSeconds(5), 2, Duration.ofMinutes(3), false);
    }
    RetryStrategy.Backoff backoff = strategy.backoff();
    return new RetryPolicy(
        strategy.limit() == null ? 0 : strategy.limit(),
        duration(backoff == null ? null : backoff.duration(), Duration.ofSeconds(5)),
        backoff == null || backoff.factor() == null ? 2 : backoff.factor(),
        duration(backoff == null ? null : backoff.maxDuration(), Duration.ofMinutes(3)),
        Boolean.TRUE.equals(strategy.refresh()));
  }

  /**
   * Returns how long to wait before the next try.
   *
   * @param retries the number of retries so far
   * @return empty when there is no further try
   */
  public Optional<Duration> next(long retries) {
    if (limit >= 0 && retries >= limit) {
      return Optional.empty();
    }
    long times = Math.max(1, factor);
    Duration wait = first;
    for (long i = 0; i < retries && wait.compareTo(longest) < 0; i++) {
      // A product that would be longer than the longest may be too long for a Duration.
      wait = wait.compareTo(longest.dividedBy(times)) > 0 ? longest : wait.multipliedBy(times);
    }
    return Optional.of(wait.compareTo(longest) < 0 ? wait : longest);
  }

  private static Duration duration(@Nullable String text, Duration otherwise) {
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    String clean = text.strip().toLowerCase(Locale.ROOT);
    if (clean.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(clean));
    }
    Matcher matcher = PART.matcher(clean);
    double nanos = 0;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      nanos += Double.parseDouble(matcher.group(1)) * nanosOf(matcher.group(2));
      end = matcher.end();
    }
    if (end != clean.length()) {
      throw new IllegalArgumentException(
          "spec.syncPolicy.retry.backoff: " + text + " is not a duration such as 5s or 3m");
    }
    return Duration.ofNanos((long) nanos);
  }

  private static double nanosOf(String unit) {
    return switch (unit) {
      case "h" -> 3600e9;
      case "m" -> 60e9;
      case "s" -> 1e9;
      case "ms" -> 1e6;
      case "ns" -> 1;
      default -> 1e3;
    };
  }
}
