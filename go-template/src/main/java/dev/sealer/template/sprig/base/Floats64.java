package dev.sealer.template.sprig.base;

import dev.sealer.template.text.Numbers;
import java.util.Locale;
import java.util.OptionalDouble;

/** {@code strconv.ParseFloat} with the words for infinity and not-a-number. */
final class Floats64 {

  private Floats64() {}

  static OptionalDouble parse(String text) {
    boolean signed = text.startsWith("+") || text.startsWith("-");
    String word = (signed ? text.substring(1) : text).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "inf", "infinity" ->
          OptionalDouble.of(
              text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      case "nan" -> signed ? OptionalDouble.empty() : OptionalDouble.of(Double.NaN);
      default -> Numbers.parseFloat(text);
    };
  }
}
