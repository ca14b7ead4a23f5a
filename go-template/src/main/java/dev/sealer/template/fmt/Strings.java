package dev.sealer.template.fmt;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.gocompat.GoStrings;

/** The verbs of strings and bytes. */
final class Strings {

  private final Sink sink;
  private final Flags flags;

  Strings(Sink sink) {
    this.sink = sink;
    this.flags = sink.flags;
  }

  /** Prints a string; false where {@code verb} is not for strings. */
  boolean print(String text, int verb) {
    switch (verb) {
      case 'v' -> {
        if (flags.sharpV) {
          quoted(text);
        } else {
          sink.padded(truncated(text));
        }
      }
      case 's' -> sink.padded(truncated(text));
      case 'x', 'X' -> hex(GoStrings.toBytes(text), verb);
      case 'q' -> quoted(text);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void quoted(String text) {
    String shown = truncated(text);
    if (flags.sharp && GoQuoting.canBackquote(shown)) {
      sink.padded("`" + shown + "`");
    } else {
      sink.padded(flags.plus ? GoQuoting.quoteToAscii(shown) : GoQuoting.quote(shown));
    }
  }

  /** At most as many characters as the precision says. */
  private String truncated(String text) {
    int precision = flags.precision;
    if (precision == Flags.NONE || precision >= text.length()) {
      return text;
    }
    boolean longer = text.codePointCount(0, text.length()) > precision;
    return longer ? text.substring(0, text.offsetByCodePoints(0, precision)) : text;
  }

  /** Prints bytes in hexadecimal. */
  void hex(byte[] bytes, int verb) {
    int length = bytes.length;
    if (flags.precision != Flags.NONE && flags.precision < length) {
      length = flags.precision;
    }
    if (length == 0) {
      sink.fill(flags.width, flags.zero && !flags.minus);
      return;
    }
    String text = hexText(bytes, length, verb);
    int missing = flags.width - text.length();
    if (!flags.minus) {
      sink.fill(missing, flags.zero);
    }
    sink.raw(text);
    if (flags.minus) {
      sink.fill(missing, false);
    }
  }

  private String hexText(byte[] bytes, int length, int verb) {
    String digits = verb == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    String prefix = flags.sharp ? "0" + (char) verb : "";
    StringBuilder out = new StringBuilder(prefix);
    for (int i = 0; i < length; i++) {
      if (flags.space && i > 0) {
        out.append(' ').append(prefix);
      }
      out.append(digits.charAt((bytes[i] >> 4) & 0xF)).append(digits.charAt(bytes[i] & 0xF));
    }
    return out.toString();
  }
}
