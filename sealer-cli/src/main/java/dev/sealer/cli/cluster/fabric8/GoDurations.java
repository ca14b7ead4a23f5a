package dev.sealer.cli.cluster.fabric8;

import dev.sealer.cli.io.CommandFailure;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations such as {@code 1m30s}; a bare number means seconds, as kubectl reads it. */
final class GoDurations {
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");

  private GoDurations() {}

  static long millis(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (text.matches("[0-9]{1,9}")) {
      return Long.parseLong(text) * 1_000;
    }
    Matcher part = PART.matcher(text);
    BigDecimal sum = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      sum = sum.add(new BigDecimal(part.group(1)).multiply(millisOf(part.group(2))));
      end = part.end();
    }
    if (end != text.length()) {
      throw new CommandFailure(
          "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed"
              + " by a corresponding time unit (e.g. 1s | 2m | 3h)");
    }
    return sum.longValue();
  }

  private static BigDecimal millisOf(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "h" -> 3_600_000L;
          case "m" -> 60_000L;
          case "s" -> 1_000L;
          default -> 1L;
        });
  }
}
