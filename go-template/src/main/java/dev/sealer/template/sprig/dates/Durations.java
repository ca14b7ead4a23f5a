package dev.sealer.template.sprig.dates;

import dev.sealer.gocompat.GoDuration;
import dev.sealer.gocompat.GoNumbers;
import dev.sealer.gocompat.InvalidDurationException;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.time.Instant;
import java.util.OptionalLong;

/** Sprig's {@code duration} and {@code durationRound}. */
final class Durations {

  private Durations() {}

  /** Seconds as a duration; only strings and {@code int64} count. */
  static String ofSeconds(Value value) {
    long seconds =
        switch (value) {
          case StringValue text -> wholeNumber(text.text());
          case IntValue number when number.type().equals(GoType.INT64) -> number.number();
          default -> 0;
        };
    return GoDuration.format(seconds * GoDuration.SECOND);
  }

  /** {@code strconv.ParseInt} without its error: what is too large becomes the largest. */
  private static long wholeNumber(String text) {
    OptionalLong number = GoNumbers.parseInt(text, 10);
    if (number.isPresent()) {
      return number.getAsLong();
    }
    boolean sign = text.startsWith("-") || text.startsWith("+");
    boolean digits = text.chars().skip(sign ? 1 : 0).allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() == (sign ? 1 : 0)) {
      return 0;
    }
    return text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /**
   * Reads a duration.
   *
   * @throws FunctionException with Go's message
   */
  static long parse(String text) {
    try {
      return GoDuration.parseNanos(text);
    } catch (InvalidDurationException e) {
      ErrorText words = ErrorText.of(e.problem() + " ");
      throw new FunctionException(
          e.unit() == null
              ? words.value(e.duration())
              : words.value(e.unit()).text(" in duration ").value(e.duration()));
    }
  }

  /** A duration in its largest unit. */
  static String rounded(Value value, Instant now) {
    long nanos =
        switch (value) {
          case StringValue text -> parsedOrZero(text.text());
          case IntValue number when number.type().equals(GoType.INT64) -> number.number();
          case TimeValue time -> TimeMethods.between(time.instant(), now);
          default -> 0;
        };
    return largestUnit(Math.abs(nanos));
  }

  private static long parsedOrZero(String text) {
    try {
      return GoDuration.parseNanos(text);
    } catch (InvalidDurationException e) {
      return 0;
    }
  }

  private static String largestUnit(long nanos) {
    long day = 24 * GoDuration.HOUR;
    long[] units = {
      365 * day, 30 * day, day, GoDuration.HOUR, GoDuration.MINUTE, GoDuration.SECOND
    };
    String[] names = {"y", "mo", "d", "h", "m", "s"};
    for (int i = 0; i < units.length; i++) {
      if (Long.compareUnsigned(nanos, units[i]) > 0) {
        return Long.divideUnsigned(nanos, units[i]) + names[i];
      }
    }
    return "0s";
  }
}
