package dev.sealer.gocompat;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads numbers as Go's {@code strconv} does. With base 0, prefixes ({@code 0x}, {@code 0o}, {@code
 * 0b}, a leading {@code 0}) and underscores are allowed.
 */
public final class GoNumbers {

  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  private GoNumbers() {}

  /** Reads a signed 64-bit integer with base 0; empty if {@code text} is not one. */
  public static OptionalLong parseInt(String text) {
    return signed(text, magnitude(withoutSign(text)));
  }

  /**
   * Reads a signed 64-bit integer without prefix or underscore; empty if {@code text} is not one.
   */
  public static OptionalLong parseInt(String text, int base) {
    String digits = withoutSign(text);
    return signed(
        text, allDigits(digits, 0, base) ? Optional.of(value(digits, base)) : Optional.empty());
  }

  private static OptionalLong signed(String text, Optional<BigInteger> magnitude) {
    return magnitude
        .map(value -> text.startsWith("-") ? value.negate() : value)
        .filter(value -> value.bitLength() < Long.SIZE)
        .map(value -> OptionalLong.of(value.longValue()))
        .orElse(OptionalLong.empty());
  }

  /**
   * Reads an unsigned 64-bit integer with base 0. A sign is an error, as in Go.
   *
   * @return its 64 bits, or empty if {@code text} is not one
   */
  public static OptionalLong parseUint(String text) {
    return magnitude(text)
        .filter(value -> value.compareTo(TWO_TO_64) < 0)
        .map(value -> OptionalLong.of(value.longValue()))
        .orElse(OptionalLong.empty());
  }

  private static Optional<BigInteger> magnitude(String text) {
    Prefix prefix = Prefix.of(text);
    String digits = text.substring(prefix.length);
    if (digits.indexOf('_') >= 0) {
      if (!underscoresSeparateDigits(text)) {
        return Optional.empty();
      }
      digits = digits.replace("_", "");
    }
    return allDigits(digits, 0, prefix.base)
        ? Optional.of(value(digits, prefix.base))
        : Optional.empty();
  }

  private static BigInteger value(String digits, int base) {
    if (digits.length() < 16) {
      return BigInteger.valueOf(Long.parseLong(digits, base));
    }
    int from = 0;
    while (from < digits.length() - 1 && digits.charAt(from) == '0') {
      from++;
    }
    // A longer number does not fit into 64 bits in any base, so it is not converted.
    return digits.length() - from > Long.SIZE
        ? TWO_TO_64
        : new BigInteger(digits.substring(from), base);
  }

  private enum Prefix {
    NONE(10, 0),
    OCTAL_ZERO(8, 1),
    OCTAL(8, 2),
    HEX(16, 2),
    BINARY(2, 2);

    private final int base;
    private final int length;

    Prefix(int base, int length) {
      this.base = base;
      this.length = length;
    }

    static Prefix of(String text) {
      if (text.length() < 2 || text.charAt(0) != '0') {
        return NONE;
      }
      return switch (text.charAt(1)) {
        case 'x', 'X' -> HEX;
        case 'o', 'O' -> OCTAL;
        case 'b', 'B' -> BINARY;
        default -> OCTAL_ZERO;
      };
    }
  }

  /** Go's rule: an underscore separates two digits, or a base prefix and a digit. */
  private static boolean underscoresSeparateDigits(String text) {
    String body = withoutSign(text);
    Prefix prefix = Prefix.of(body);
    int base = prefix == Prefix.HEX ? 16 : 10;
    for (int i = body.indexOf('_'); i >= 0; i = body.indexOf('_', i + 1)) {
      boolean before = (prefix.length == 2 && i == 2) || isDigit(body, i - 1, base);
      if (!before || !isDigit(body, i + 1, base)) {
        return false;
      }
    }
    return true;
  }

  private static String withoutSign(String text) {
    return text.substring(signLength(text));
  }

  private static int signLength(String text) {
    return text.startsWith("-") || text.startsWith("+") ? 1 : 0;
  }

  private static boolean isDigit(String text, int at, int base) {
    return at >= 0
        && at < text.length()
        && text.charAt(at) < 0x80
        && Character.digit(text.charAt(at), base) >= 0;
  }

  private static boolean allDigits(String text, int from, int base) {
    return from < text.length() && skipDigits(text, from, base) == text.length();
  }

  private static int skipDigits(String text, int from, int base) {
    int at = from;
    while (isDigit(text, at, base)) {
      at++;
    }
    return at;
  }

  /**
   * Reads a 64-bit float in decimal or hexadecimal, {@code inf}, {@code infinity} or {@code nan};
   * empty if {@code text} is not one, or too large.
   */
  public static OptionalDouble parseFloat(String text) {
    return switch (withoutSign(text).toLowerCase(Locale.ROOT)) {
      case "inf", "infinity" ->
          OptionalDouble.of(
              text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      case "nan" -> signLength(text) == 1 ? OptionalDouble.empty() : OptionalDouble.of(Double.NaN);
      default -> parseDigits(text);
    };
  }

  private static OptionalDouble parseDigits(String text) {
    String plain = text;
    if (text.indexOf('_') >= 0) {
      if (!underscoresSeparateDigits(text)) {
        return OptionalDouble.empty();
      }
      plain = text.replace("_", "");
    }
    int sign = signLength(plain);
    boolean hex = Prefix.of(plain.substring(sign)) == Prefix.HEX;
    return hex && isReal(plain, sign + 2, 16) ? finite(plain) : parseDecimal(plain);
  }

  /** Reads a 64-bit float in decimal without underscores; empty if it is not one, or too large. */
  public static OptionalDouble parseDecimal(String text) {
    return isReal(text, signLength(text), 10) ? finite(text) : OptionalDouble.empty();
  }

  private static OptionalDouble finite(String text) {
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * Digits with an optional fraction, or a fraction alone; then an exponent, required in base 16.
   */
  private static boolean isReal(String text, int from, int base) {
    int whole = skipDigits(text, from, base);
    int end = whole;
    if (end < text.length() && text.charAt(end) == '.') {
      end = skipDigits(text, end + 1, base);
      if (whole == from && end == whole + 1) {
        return false;
      }
    } else if (whole == from) {
      return false;
    }
    return end == text.length() ? base == 10 : isExponent(text, end, base == 10 ? 'e' : 'p');
  }

  private static boolean isExponent(String text, int from, char letter) {
    if ((text.charAt(from) | 0x20) != letter) {
      return false;
    }
    int digits = from + 1;
    if (digits < text.length() && "+-".indexOf(text.charAt(digits)) >= 0) {
      digits++;
    }
    return allDigits(text, digits, 10);
  }
}
