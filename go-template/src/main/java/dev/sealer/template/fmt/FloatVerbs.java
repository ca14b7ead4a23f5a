package dev.sealer.template.fmt;

import dev.sealer.gocompat.GoFloats;

/** The verbs of floating-point and complex numbers. */
final class FloatVerbs {

  private static final int DEFAULT_PLACES = 6;
  private static final String ALL = "vbgGxXfFeE";

  private final Sink sink;
  private final Flags flags;

  FloatVerbs(Sink sink) {
    this.sink = sink;
    this.flags = sink.flags;
  }

  /** Prints a number; false where {@code verb} is not for floats. */
  boolean print(double number, int bits, int verb) {
    if (ALL.indexOf(verb) < 0) {
      return false;
    }
    switch (verb) {
      case 'v' -> number(number, bits, 'g', GoFloats.SHORTEST);
      case 'f', 'e', 'E' -> number(number, bits, (char) verb, DEFAULT_PLACES);
      case 'F' -> number(number, bits, 'f', DEFAULT_PLACES);
      default -> number(number, bits, (char) verb, GoFloats.SHORTEST);
    }
    return true;
  }

  /** Prints a complex number; false where {@code verb} is not for it. */
  boolean print(double real, double imaginary, int verb) {
    if (ALL.indexOf(verb) < 0) {
      return false;
    }
    boolean plus = flags.plus;
    sink.raw('(');
    print(real, 64, verb);
    flags.plus = true;
    print(imaginary, 64, verb);
    sink.raw("i)");
    flags.plus = plus;
    return true;
  }

  private void number(double number, int bits, char verb, int defaultPrecision) {
    int precision = flags.precision == Flags.NONE ? defaultPrecision : flags.precision;
    String text = GoFloats.format(number, verb, precision, bits);
    boolean negative = text.charAt(0) == '-';
    String size = withoutSign(text);
    char sign = negative ? '-' : positiveSign();
    if (!Double.isFinite(number)) {
      boolean bare = Double.isNaN(number) && !flags.space && !flags.plus;
      sink.spacePadded(bare ? size : sign + size);
      return;
    }
    if (flags.sharp && verb != 'b') {
      size = SharpFloats.complete(size, verb, precision);
    }
    write(sign, size);
  }

  private static String withoutSign(String text) {
    return text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(1) : text;
  }

  private char positiveSign() {
    return flags.space && !flags.plus ? ' ' : '+';
  }

  private void write(char sign, String size) {
    if (!flags.plus && sign == '+') {
      sink.padded(size);
      return;
    }
    int length = size.length() + 1;
    if (flags.zero && !flags.minus && flags.width > length) {
      sink.raw(sign);
      sink.fill(flags.width - length, true);
      sink.raw(size);
      return;
    }
    sink.padded(sign + size);
  }
}
