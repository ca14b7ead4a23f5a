package dev.sealer.template.text;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads numbers as Go's {@code strconv} does with base 0: prefixes and underscores allowed. */
public final class Numbers {

  private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64);
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern HEX =
      Pattern.compile("[+-]?0[xX](\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)[pP][+-]?\\d+");

  private Numbers() {}

  /** A signed 64-bit integer, or empty where {@code text} is none. */
  public static OptionalLong parseInt(String text) {
    boolean signed = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
    Optional<BigInteger> magnitude = magnitude(signed ? text.substring(1) : text);
    if (magnitude.isEmpty()) {
      return OptionalLong.empty();
    }
    BigInteger value = text.charAt(0) == '-' ? magnitude.get().negate() : magnitude.get();
    return value.bitLength() < Long.SIZE
        ? OptionalLong.of(value.longValue())
        : OptionalLong.empty();
  }

  /** An unsigned 64-bit integer without a sign, as its 64 bits, or empty. */
  public static OptionalLong parseUint(String text) {
    return magnitude(text)
        .filter(value -> value.compareTo(MAX_UNSIGNED) < 0)
        .map(value -> OptionalLong.of(value.longValue()))
        .orElse(OptionalLong.empty());
  }

  private static Optional<BigInteger> magnitude(String text) {
    int radix = radix(text);
    int prefix = radix == 10 ? 0 : 2;
    if (radix == -8) {
      radix = 8;
      prefix = 1;
    }
    String digits = text.substring(prefix);
    if (digits.indexOf('_') >= 0) {
      if (!underscoresSeparateDigits(text)) {
        return Optional.empty();
      }
      digits = digits.replace("_", "");
    }
    if (digits.isEmpty() || !allDigits(digits, radix)) {
      return Optional.empty();
    }
    if (digits.length() < 16) {
      return Optional.of(BigInteger.valueOf(Long.parseLong(digits, radix)));
    }
    String significant = withoutLeadingZeros(digits);
    // As many binary digits as 64 bits have; what is longer does not fit them in any base.
    return Optional.of(
        significant.length() > Long.SIZE ? MAX_UNSIGNED : new BigInteger(significant, radix));
  }

  private static String withoutLeadingZeros(String digits) {
    int from = 0;
    while (from < digits.length() - 1 && digits.charAt(from) == '0') {
      from++;
    }
    return digits.substring(from);
  }

  /** The base a prefix asks for; -8 for a lone leading zero. */
  private static int radix(String text) {
    if (text.length() < 2 || text.charAt(0) != '0') {
      return 10;
    }
    return switch (text.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> -8;
    };
  }

  private static boolean allDigits(String text, int radix) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || Character.digit(c, radix) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Go's rule: an underscore stands between digits, or between a base prefix and a digit. */
  private static boolean underscoresSeparateDigits(String text) {
    String body = withoutSign(text);
    int radix = radix(body);
    boolean prefixed = radix == 16 || radix == 8 || radix == 2;
    int digits = radix == 16 ? 16 : 10;
    for (int i = body.indexOf('_'); i >= 0; i = body.indexOf('_', i + 1)) {
      boolean before = (prefixed && i == 2) || isDigit(body, i - 1, digits);
      if (!before || !isDigit(body, i + 1, digits)) {
        return false;
      }
    }
    return true;
  }

  private static String withoutSign(String text) {
    return text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
  }

  private static boolean isDigit(String text, int at, int radix) {
    return at >= 0
        && at < text.length()
        && text.charAt(at) < 0x80
        && Character.digit(text.charAt(at), radix) >= 0;
  }

  /** A 64-bit float, or empty where {@code text} is none or too large for one. */
  public static OptionalDouble parseFloat(String text) {
    String plain = text;
    if (text.indexOf('_') >= 0) {
      if (!underscoresSeparateDigits(text)) {
        return OptionalDouble.empty();
      }
      plain = text.replace("_", "");
    }
    if (!DECIMAL.matcher(plain).matches() && !HEX.matcher(plain).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(plain);
    return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
