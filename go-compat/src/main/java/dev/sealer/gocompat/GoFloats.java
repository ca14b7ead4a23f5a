package dev.sealer.gocompat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes floating-point numbers as Go's {@code strconv.FormatFloat} does. */
public final class GoFloats {

  /** As many digits as are needed to read the same number back. */
  public static final int SHORTEST = -1;

  private static final int SHORTEST_EXPONENT_LIMIT = 6;

  private GoFloats() {}

  /**
   * Formats a number.
   *
   * @param number the number; for 32 bits one that a float holds exactly
   * @param verb {@code e E f g G b x X}
   * @param precision digits, or {@link #SHORTEST}
   * @param bits 32 or 64
   */
  public static String format(double number, char verb, int precision, int bits) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    String sign = 1 / number < 0 || number < 0 ? "-" : "";
    double size = Math.abs(number);
    return sign
        + switch (verb) {
          case 'b' -> HexFloats.binary(size, bits);
          case 'x', 'X' -> HexFloats.hex(size, verb, precision, bits);
          default -> decimal(size, verb, precision, bits);
        };
  }

  /** Returns how {@code %v} and {@code print} write a float. */
  public static String shortest(double number, int bits) {
    return format(number, 'g', SHORTEST, bits);
  }

  /**
   * Formats a number as {@code encoding/json} does.
   *
   * @param bits 32 or 64
   * @throws IllegalArgumentException if the number is infinite or not a number
   */
  public static String json(double number, int bits) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("JSON has no infinity and no not-a-number");
    }
    double size = Math.abs(number);
    boolean plain =
        size == 0
            || (bits == Float.SIZE
                ? (float) size >= 1e-6f && (float) size < 1e21f
                : size >= 1e-6 && size < 1e21);
    return format(number, plain ? 'f' : 'e', SHORTEST, bits).replace("e-0", "e-");
  }

  private static String decimal(double size, char verb, int precision, int bits) {
    return switch (verb) {
      case 'e', 'E' -> exponent(digits(size, precision, bits, 'e'), verb, precision);
      case 'f' -> fixed(digits(size, precision, bits, 'f'), precision);
      default -> general(size, verb, precision, bits);
    };
  }

  private static String general(double size, char verb, int precision, int bits) {
    Digits digits = digits(size, precision, bits, 'g');
    int limit = precision;
    if (limit > digits.count() && digits.count() >= digits.point()) {
      limit = digits.count();
    }
    if (precision == SHORTEST) {
      limit = SHORTEST_EXPONENT_LIMIT;
    } else if (precision == 0) {
      limit = 1;
    }
    int exponent = digits.point() - 1;
    if (exponent < -4 || exponent >= limit) {
      int places = precision == SHORTEST || precision > digits.count() ? digits.count() : precision;
      return exponent(digits, (char) (verb + 'e' - 'g'), Math.max(places, 1) - 1);
    }
    return fixed(digits, Math.max(digits.count() - digits.point(), 0));
  }

  /** Significant digits without trailing zeros; {@code 0.DIGITS × 10^point}. */
  private record Digits(String text, int point) {
    int count() {
      return text.length();
    }

    char at(int index) {
      return index >= 0 && index < text.length() ? text.charAt(index) : '0';
    }
  }

  /**
   * Asks for no more digits than there are: a hostile precision must not cost more than a fair one.
   */
  private static Digits digits(double size, int precision, int bits, char form) {
    if (size == 0) {
      return new Digits("", 0);
    }
    if (precision == SHORTEST) {
      return strip(shortestDecimal(size, bits));
    }
    BigDecimal exact = new BigDecimal(size);
    return strip(
        switch (form) {
          case 'e' -> exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
          case 'f' -> exact.setScale(Math.min(precision, exact.scale()), RoundingMode.HALF_EVEN);
          default -> exact.round(new MathContext(Math.max(precision, 1), RoundingMode.HALF_EVEN));
        });
  }

  private static Digits strip(BigDecimal value) {
    if (value.signum() == 0) {
      return new Digits("", 0);
    }
    BigDecimal stripped = value.stripTrailingZeros();
    String text = stripped.unscaledValue().toString();
    return new Digits(text, text.length() - stripped.scale());
  }

  private static BigDecimal shortestDecimal(double size, int bits) {
    boolean single = bits == 32;
    String text = single ? Float.toString((float) size) : Double.toString(size);
    BigDecimal found = new BigDecimal(text);
    if (found.stripTrailingZeros().precision() != 2) {
      return found;
    }
    // Java prints two digits at least and picks the nearest of that length; Go is content with one.
    BigDecimal one = found.round(new MathContext(1, RoundingMode.HALF_EVEN));
    boolean same = single ? one.floatValue() == (float) size : one.doubleValue() == size;
    return same ? one : found;
  }

  private static String exponent(Digits digits, char verb, int precision) {
    int places = precision == SHORTEST ? Math.max(digits.count() - 1, 0) : precision;
    StringBuilder out = new StringBuilder().append(digits.at(0));
    if (places > 0) {
      out.append('.');
      for (int i = 1; i <= places; i++) {
        out.append(digits.at(i));
      }
    }
    int exponent = digits.count() == 0 ? 0 : digits.point() - 1;
    out.append(verb).append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    return (size < 10 ? out.append('0') : out).append(size).toString();
  }

  private static String fixed(Digits digits, int precision) {
    int places = precision == SHORTEST ? Math.max(digits.count() - digits.point(), 0) : precision;
    StringBuilder out = new StringBuilder();
    if (digits.point() <= 0) {
      out.append('0');
    }
    for (int i = 0; i < digits.point(); i++) {
      out.append(digits.at(i));
    }
    if (places > 0) {
      out.append('.');
      for (int i = 0; i < places; i++) {
        out.append(digits.at(digits.point() + i));
      }
    }
    return out.toString();
  }
}
