package dev.sealer.template.sprig.dates;

import dev.sealer.template.call.FunctionException;
import dev.sealer.template.type.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.time.Instant;

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
    int digits = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    boolean number =
        digits < text.length()
            && text.substring(digits).chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number) {
      return 0;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
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
      return GoDuration.parse(text);
    } catch (FunctionException e) {
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
