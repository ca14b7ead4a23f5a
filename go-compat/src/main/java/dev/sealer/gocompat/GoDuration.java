package dev.sealer.gocompat;

import java.time.Duration;
import java.util.Optional;

/**
 * Go's durations: nanoseconds in 64 bits, about 292 years in either direction. There is no unit
 * above the hour.
 */
public final class GoDuration {

  /** One microsecond in nanoseconds. */
  public static final long MICROSECOND = 1_000;

  /** One millisecond in nanoseconds. */
  public static final long MILLISECOND = 1_000_000;

  /** One second in nanoseconds. */
  public static final long SECOND = 1_000_000_000;

  /** One minute in nanoseconds. */
  public static final long MINUTE = 60 * SECOND;

  /** One hour in nanoseconds. */
  public static final long HOUR = 60 * MINUTE;

  private static final long TWO_TO_63_TENTH = Long.MAX_VALUE / 10;

  private final String text;
  private int at;
  private long fraction;
  private double scale;

  private GoDuration(String text) {
    this.text = text;
  }

  /** Reads a duration such as {@code 1h30m} or {@code -1.5s}; empty if {@code text} is not one. */
  public static Optional<Duration> parse(String text) {
    try {
      return Optional.of(Duration.ofNanos(parseNanos(text)));
    } catch (InvalidDurationException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a duration as {@code time.ParseDuration} does.
   *
   * @return nanoseconds
   * @throws InvalidDurationException with Go's message
   */
  public static long parseNanos(String text) throws InvalidDurationException {
    return new GoDuration(text).parse();
  }

  private long parse() throws InvalidDurationException {
    boolean negative = text.startsWith("-");
    at = negative || text.startsWith("+") ? 1 : 0;
    if (text.substring(at).equals("0")) {
      return 0;
    }
    if (at == text.length()) {
      throw invalid();
    }
    long total = 0;
    while (at < text.length()) {
      total += component();
      // 2^63 itself is a valid magnitude of a negative duration, and wraps to the minimum.
      if (total < 0 && total != Long.MIN_VALUE) {
        throw invalid();
      }
    }
    if (negative) {
      return -total;
    }
    if (total < 0) {
      throw invalid();
    }
    return total;
  }

  private InvalidDurationException invalid() {
    return new InvalidDurationException("time: invalid duration", null, text);
  }

  /** Reads a number and its unit. Returns nanoseconds; 2^63 becomes the minimum. */
  private long component() throws InvalidDurationException {
    int start = at;
    long whole = whole();
    boolean digits = at > start;
    fraction = 0;
    scale = 1;
    if (at < text.length() && text.charAt(at) == '.') {
      int point = ++at;
      readFraction();
      digits |= at > point;
    }
    if (!digits) {
      throw invalid();
    }
    long unit = unit();
    if (Long.compareUnsigned(whole, Long.divideUnsigned(Long.MIN_VALUE, unit)) > 0) {
      throw invalid();
    }
    long nanos = whole * unit;
    if (fraction > 0) {
      nanos += (long) (fraction * (unit / scale));
    }
    if (nanos < 0 && nanos != Long.MIN_VALUE) {
      throw invalid();
    }
    return nanos;
  }

  private boolean digitHere() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private long whole() throws InvalidDurationException {
    long value = 0;
    while (digitHere()) {
      if (value < 0 || value > TWO_TO_63_TENTH) {
        throw invalid();
      }
      value = value * 10 + text.charAt(at++) - '0';
      if (value < 0 && value != Long.MIN_VALUE) {
        throw invalid();
      }
    }
    return value;
  }

  private void readFraction() {
    boolean full = false;
    while (digitHere()) {
      int digit = text.charAt(at++) - '0';
      full |= fraction > TWO_TO_63_TENTH || fraction * 10 + digit < 0;
      if (!full) {
        fraction = fraction * 10 + digit;
        scale *= 10;
      }
    }
  }

  private long unit() throws InvalidDurationException {
    int start = at;
    while (at < text.length() && text.charAt(at) != '.' && !digitHere()) {
      at++;
    }
    String name = text.substring(start, at);
    return switch (name) {
      case "" -> throw new InvalidDurationException("time: missing unit in duration", null, text);
      case "ns" -> 1;
      case "us", "µs", "μs" -> MICROSECOND;
      case "ms" -> MILLISECOND;
      case "s" -> SECOND;
      case "m" -> MINUTE;
      case "h" -> HOUR;
      default -> throw new InvalidDurationException("time: unknown unit", name, text);
    };
  }

  /** Formats nanoseconds as {@code Duration.String} does. */
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long magnitude = Math.abs(nanos);
    if (magnitude > 0 && magnitude < SECOND) {
      return sign + small(magnitude);
    }
    long seconds = Long.divideUnsigned(magnitude, SECOND);
    String text = decimal(seconds % 60, Long.remainderUnsigned(magnitude, SECOND), 9) + "s";
    long minutes = seconds / 60;
    if (minutes > 0) {
      text = minutes % 60 + "m" + text;
    }
    return sign + (minutes >= 60 ? minutes / 60 + "h" + text : text);
  }

  private static String small(long nanos) {
    if (nanos < MICROSECOND) {
      return nanos + "ns";
    }
    return nanos < MILLISECOND
        ? decimal(nanos / MICROSECOND, nanos % MICROSECOND, 3) + "µs"
        : decimal(nanos / MILLISECOND, nanos % MILLISECOND, 6) + "ms";
  }

  private static String decimal(long whole, long fraction, int digits) {
    if (fraction == 0) {
      return Long.toString(whole);
    }
    String text = Long.toString(fraction);
    String padded = "0".repeat(digits - text.length()) + text;
    int end = padded.length();
    while (padded.charAt(end - 1) == '0') {
      end--;
    }
    return whole + "." + padded.substring(0, end);
  }

  /**
   * Rounds nanoseconds to a multiple of a unit as {@code Duration.Round} does: half away from 0.
   */
  public static long round(long nanos, long unit) {
    if (unit <= 0) {
      return nanos;
    }
    long rest = nanos % unit;
    long towardsZero = nanos - rest;
    if (lessThanHalf(Math.abs(rest), unit)) {
      return towardsZero;
    }
    if (nanos < 0) {
      long away = towardsZero - unit;
      return away < nanos ? away : Long.MIN_VALUE;
    }
    long away = towardsZero + unit;
    return away > nanos ? away : Long.MAX_VALUE;
  }

  private static boolean lessThanHalf(long rest, long unit) {
    return Long.compareUnsigned(rest + rest, unit) < 0;
  }
}
