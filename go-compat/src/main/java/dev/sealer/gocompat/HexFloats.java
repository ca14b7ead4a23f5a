package dev.sealer.gocompat;

/** Go's {@code %b} and {@code %x} of floating-point numbers. */
final class HexFloats {

  private static final int DOUBLE_FRACTION = 52;
  private static final int DOUBLE_BIAS = 1023;
  private static final int FLOAT_FRACTION = 23;
  private static final int FLOAT_BIAS = 127;
  private static final int HEX_DIGITS = 15;

  private record Parts(long mantissa, int exponent, int fractionBits) {}

  private HexFloats() {}

  static String binary(double size, int bits) {
    Parts parts = split(size, bits);
    int exponent = parts.exponent - parts.fractionBits;
    return parts.mantissa + "p" + (exponent >= 0 ? "+" : "") + exponent;
  }

  private static Parts split(double size, int bits) {
    boolean single = bits == 32;
    int fraction = single ? FLOAT_FRACTION : DOUBLE_FRACTION;
    long raw = single ? Float.floatToRawIntBits((float) size) : Double.doubleToRawLongBits(size);
    int exponent = (int) (raw >>> fraction);
    long mantissa = raw & ((1L << fraction) - 1);
    if (exponent == 0) {
      exponent++;
    } else {
      mantissa |= 1L << fraction;
    }
    return new Parts(mantissa, exponent - (single ? FLOAT_BIAS : DOUBLE_BIAS), fraction);
  }

  static String hex(double size, char verb, int precision, int bits) {
    Parts parts = split(size, bits);
    int exponent = parts.mantissa == 0 ? 0 : parts.exponent;
    long mantissa = parts.mantissa << (60 - parts.fractionBits);
    while (mantissa != 0 && (mantissa & (1L << 60)) == 0) {
      mantissa <<= 1;
      exponent--;
    }
    if (precision >= 0 && precision < HEX_DIGITS) {
      mantissa = round(mantissa, precision);
      if ((mantissa & (1L << 61)) != 0) {
        mantissa >>= 1;
        exponent++;
      }
    }
    return write(mantissa, exponent, verb, precision);
  }

  /** Rounds half to even to {@code precision} hexadecimal digits after the point. */
  private static long round(long mantissa, int precision) {
    int shift = precision * 4;
    long extra = (mantissa << shift) & ((1L << 60) - 1);
    long kept = mantissa >>> (60 - shift);
    if ((extra | (kept & 1)) > 1L << 59) {
      kept++;
    }
    return kept << (60 - shift);
  }

  private static String write(long mantissa, int exponent, char verb, int precision) {
    StringBuilder out = new StringBuilder("0").append(verb);
    out.append((char) ('0' + ((mantissa >>> 60) & 1)));
    long rest = mantissa << 4;
    if ((precision < 0 && rest != 0) || precision > 0) {
      out.append('.');
    }
    String digits = verb == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    for (int i = 0; precision < 0 ? rest != 0 : i < precision; i++) {
      out.append(digits.charAt((int) (rest >>> 60)));
      rest <<= 4;
    }
    int size = Math.abs(exponent);
    out.append(verb == 'X' ? 'P' : 'p').append(exponent < 0 ? '-' : '+');
    return (size < 10 ? out.append('0') : out).append(size).toString();
  }
}
