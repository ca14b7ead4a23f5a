package dev.sealer.template.fmt;

import dev.sealer.gocompat.GoQuoting;
import java.util.Locale;

/** The verbs of integers. */
final class Integers {

  private final Sink sink;
  private final Flags flags;

  Integers(Sink sink) {
    this.sink = sink;
    this.flags = sink.flags;
  }

  /** Prints an integer; false where {@code verb} is not for integers. */
  boolean print(long bits, boolean signed, int verb) {
    switch (verb) {
      case 'v' -> {
        if (flags.sharpV && !signed) {
          hex(bits, true);
        } else {
          number(bits, 10, signed, verb);
        }
      }
      case 'd' -> number(bits, 10, signed, verb);
      case 'b' -> number(bits, 2, signed, verb);
      case 'o', 'O' -> number(bits, 8, signed, verb);
      case 'x', 'X' -> number(bits, 16, signed, verb);
      case 'c' -> sink.padded(Character.toString(rune(bits)));
      case 'q' -> sink.padded(GoQuoting.quoteRune(rune(bits), flags.plus));
      case 'U' -> unicode(bits);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Prints unsigned {@code bits} in hexadecimal, with or without {@code 0x}. */
  void hex(long bits, boolean leading) {
    boolean sharp = flags.sharp;
    flags.sharp = leading;
    number(bits, 16, false, 'v');
    flags.sharp = sharp;
  }

  private static int rune(long bits) {
    boolean tooLarge = Long.compareUnsigned(bits, Character.MAX_CODE_POINT) > 0;
    return tooLarge || !GoQuoting.isValidRune((int) bits) ? 0xFFFD : (int) bits;
  }

  private void unicode(long bits) {
    StringBuilder out = new StringBuilder("U+");
    String digits = Long.toHexString(bits).toUpperCase(Locale.ROOT);
    out.repeat('0', Math.max(0, Math.max(4, flags.precision) - digits.length())).append(digits);
    boolean isRune = Long.compareUnsigned(bits, Character.MAX_CODE_POINT) <= 0;
    if (flags.sharp && isRune && GoQuoting.isPrint((int) bits)) {
      out.append(" '").appendCodePoint((int) bits).append('\'');
    }
    sink.spacePadded(out.toString());
  }

  private void number(long bits, int base, boolean signed, int verb) {
    boolean negative = signed && bits < 0;
    if (flags.precision == 0 && bits == 0) {
      sink.fill(flags.width, false);
      return;
    }
    String digits = Long.toUnsignedString(negative ? -bits : bits, base);
    if (verb == 'X') {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    StringBuilder out = new StringBuilder();
    out.append(sign(negative)).append(verb == 'O' ? "0o" : "");
    int zeros = Math.max(0, minimumDigits(negative) - digits.length());
    out.append(prefix(base, verb, zeros > 0 || digits.startsWith("0")));
    out.repeat('0', zeros).append(digits);
    sink.spacePadded(out.toString());
  }

  private String sign(boolean negative) {
    if (negative) {
      return "-";
    }
    if (flags.plus) {
      return "+";
    }
    return flags.space ? " " : "";
  }

  private int minimumDigits(boolean negative) {
    if (flags.precision != Flags.NONE) {
      return flags.precision;
    }
    if (flags.zero && !flags.minus && flags.width != Flags.NONE) {
      return negative || flags.plus || flags.space ? flags.width - 1 : flags.width;
    }
    return 0;
  }

  private String prefix(int base, int verb, boolean startsWithZero) {
    if (!flags.sharp) {
      return "";
    }
    return switch (base) {
      case 2 -> "0b";
      case 8 -> startsWithZero ? "" : "0";
      case 16 -> verb == 'X' ? "0X" : "0x";
      default -> "";
    };
  }
}
