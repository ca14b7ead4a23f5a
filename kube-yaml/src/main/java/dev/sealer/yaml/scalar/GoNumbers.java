package dev.sealer.yaml.scalar;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as Go's {@code strconv} and {@code encoding/json} read and print them, because that is
 * what every Kubernetes tool does to a number on its way through YAML.
 */
public final class GoNumbers {

  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);

  /** 64 binary digits are the longest number that fits: longer ones are not even converted. */
  private static final int MAX_DIGITS = 64;

  private GoNumbers() {}

  /**
   * Reads an integer with Go's base prefixes ({@code 0x}, {@code 0o}, {@code 0b}, a leading {@code
   * 0} for octal) and an optional sign.
   *
   * @return the value, or null when the text is no integer of 64 bits, signed or unsigned
   */
  public static @Nullable BigInteger parseInteger(String text) {
    int at = signLength(text);
    int base = 10;
    if (at < text.length() && text.charAt(at) == '0') {
      base = text.length() - at >= 3 ? prefixedBase(text.charAt(at + 1)) : 8;
      at += base == 8 && !isOctalPrefix(text, at) ? 1 : 2;
      if (at == text.length()) {
        return BigInteger.ZERO;
      }
    }
    return parseDigits(text, at, base);
  }

  /** Reads what follows {@code 0b} the way Go's YAML does: with a sign of its own. */
  static @Nullable BigInteger parseBinary(String digits) {
    BigInteger value = parseDigits(digits, signLength(digits), 2);
    return value != null && value.bitLength() < 64 ? value : null;
  }

  private static boolean isOctalPrefix(String text, int at) {
    return text.length() - at >= 3 && (text.charAt(at + 1) | 0x20) == 'o';
  }

  private static int prefixedBase(char letter) {
    return switch (letter) {
      case 'b', 'B' -> 2;
      case 'x', 'X' -> 16;
      default -> 8;
    };
  }

  private static int signLength(String text) {
    return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
  }

  private static @Nullable BigInteger parseDigits(String text, int from, int base) {
    if (from >= text.length() || !allDigits(text, from, base)) {
      return null;
    }
    int start = skipLeadingZeros(text, from);
    if (text.length() - start > MAX_DIGITS) {
      return null;
    }
    BigInteger magnitude = new BigInteger(text.substring(start), base);
    return withinRange(
        text.charAt(0) == '-' ? magnitude.negate() : magnitude, signLength(text) == 1);
  }

  private static boolean allDigits(String text, int from, int base) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || Character.digit(c, base) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Leaves the last digit, whatever it is. */
  private static int skipLeadingZeros(String text, int from) {
    int start = from;
    while (start < text.length() - 1 && text.charAt(start) == '0') {
      start++;
    }
    return start;
  }

  private static @Nullable BigInteger withinRange(BigInteger value, boolean signed) {
    boolean fits =
        signed
            ? value.bitLength() < 64 && value.compareTo(MIN_LONG) >= 0
            : value.compareTo(MAX_UNSIGNED) <= 0;
    return fits ? value : null;
  }

  /** Prints a double as Go's {@code strconv.FormatFloat(v, 'g', -1, 64)} does. */
  public static String formatG(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return formatG(Digits.of(value), isNegative(value));
  }

  /** Prints a float as Go's {@code strconv.FormatFloat(v, 'g', -1, 32)} does. */
  public static String formatG(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      return formatG((double) value);
    }
    return formatG(Digits.of(value), isNegative(value));
  }

  private static String formatG(Digits digits, boolean negative) {
    boolean scientific = digits.exponent() < -4 || digits.exponent() >= 6;
    String text = scientific ? digits.scientific(2) : digits.plain();
    return negative ? "-" + text : text;
  }

  /** Prints a finite double as Go's {@code encoding/json} does. */
  public static String formatJson(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("JSON has no infinity and no not-a-number");
    }
    double magnitude = Math.abs(value);
    Digits digits = Digits.of(value);
    boolean scientific = magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21);
    String text = scientific ? digits.scientific(digits.exponent() < 0 ? 1 : 2) : digits.plain();
    return isNegative(value) ? "-" + text : text;
  }

  private static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  /** The shortest decimal digits that name a number, and the exponent of the first of them. */
  private record Digits(String digits, int exponent) {

    static Digits of(double value) {
      Digits shortest = of(new BigDecimal(Double.toString(Math.abs(value))));
      // Java prints at least two digits; Go one where one is enough (5e-324 against 4.9E-324).
      Digits one = shortest.rounded();
      return one != null && Double.parseDouble(one.scientific(1)) == Math.abs(value)
          ? one
          : shortest;
    }

    static Digits of(float value) {
      Digits shortest = of(new BigDecimal(Float.toString(Math.abs(value))));
      Digits one = shortest.rounded();
      return one != null && Float.parseFloat(one.scientific(1)) == Math.abs(value) ? one : shortest;
    }

    private static Digits of(BigDecimal decimal) {
      if (decimal.signum() == 0) {
        return new Digits("0", 0);
      }
      BigDecimal stripped = decimal.stripTrailingZeros();
      String digits = stripped.unscaledValue().toString();
      return new Digits(digits, digits.length() - 1 - stripped.scale());
    }

    private @Nullable Digits rounded() {
      if (digits.length() != 2) {
        return null;
      }
      int tens = digits.charAt(0) - '0' + (digits.charAt(1) >= '5' ? 1 : 0);
      return tens == 10
          ? new Digits("1", exponent + 1)
          : new Digits(Integer.toString(tens), exponent);
    }

    String plain() {
      if (exponent < 0) {
        return "0." + "0".repeat(-exponent - 1) + digits;
      }
      if (digits.length() <= exponent + 1) {
        return digits + "0".repeat(exponent + 1 - digits.length());
      }
      return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }

    String scientific(int exponentWidth) {
      String mantissa =
          digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
      String power = Integer.toString(Math.abs(exponent));
      return mantissa
          + (exponent < 0 ? "e-" : "e+")
          + "0".repeat(Math.max(0, exponentWidth - power.length()))
          + power;
    }
  }
}
