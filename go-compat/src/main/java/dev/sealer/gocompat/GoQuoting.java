package dev.sealer.gocompat;

/** Go's quoted forms of strings and characters ({@code strconv.Quote} and its kin). */
public final class GoQuoting {

  private static final String HEX = "0123456789abcdef";

  private GoQuoting() {}

  /** {@code %q}: a double-quoted Go string. */
  public static String quote(String text) {
    return quoted(text, '"', false);
  }

  /** {@code %+q}: a double-quoted Go string in ASCII. */
  public static String quoteToAscii(String text) {
    return quoted(text, '"', true);
  }

  /** {@code %q} of a number: a single-quoted Go character. */
  public static String quoteRune(int codePoint, boolean asciiOnly) {
    int valid = isValidRune(codePoint) ? codePoint : 0xFFFD;
    StringBuilder out = new StringBuilder(8).append('\'');
    escape(out, valid, '\'', asciiOnly);
    return out.append('\'').toString();
  }

  private static String quoted(String text, char quote, boolean asciiOnly) {
    StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (GoStrings.isEscape(codePoint)) {
        hexByte(out, GoStrings.escapedByte(codePoint));
      } else {
        escape(out, codePoint, quote, asciiOnly);
      }
    }
    return out.append(quote).toString();
  }

  private static void escape(StringBuilder out, int codePoint, char quote, boolean asciiOnly) {
    if (codePoint == quote || codePoint == '\\') {
      out.append('\\').append((char) codePoint);
    } else if (isPrint(codePoint) && (!asciiOnly || codePoint < 0x80)) {
      out.appendCodePoint(codePoint);
    } else {
      escapeUnprintable(out, codePoint);
    }
  }

  private static void escapeUnprintable(StringBuilder out, int codePoint) {
    int letter = "\u0007\b\f\n\r\t\u000b".indexOf(codePoint);
    if (letter >= 0) {
      out.append('\\').append("abfnrtv".charAt(letter));
    } else if (codePoint < ' ' || codePoint == 0x7f) {
      hexByte(out, codePoint);
    } else {
      int valid = isValidRune(codePoint) ? codePoint : 0xFFFD;
      boolean wide = valid >= 0x10000;
      out.append(wide ? "\\U" : "\\u");
      for (int shift = wide ? 28 : 12; shift >= 0; shift -= 4) {
        out.append(HEX.charAt((valid >> shift) & 0xF));
      }
    }
  }

  private static void hexByte(StringBuilder out, int value) {
    out.append("\\x").append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xF));
  }

  /** Go's {@code utf8.ValidRune}. */
  public static boolean isValidRune(int codePoint) {
    return codePoint >= 0
        && codePoint <= Character.MAX_CODE_POINT
        && (codePoint < 0xD800 || codePoint > 0xDFFF);
  }

  /** Go's {@code strconv.IsPrint}: letters, marks, numbers, punctuation, symbols, ASCII space. */
  public static boolean isPrint(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint >= ' ' && codePoint < 0x7f;
    }
    return switch (Character.getType(codePoint)) {
      case Character.UNASSIGNED,
          Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Returns true when {@code text} can stand between backquotes ({@code strconv.CanBackquote}). */
  public static boolean canBackquote(String text) {
    return text.codePoints()
        .allMatch(c ->
            c != 0xFEFF
                && !GoStrings.isEscape(c)
                && (c >= ' ' || c == '\t')
                && c != '`'
                && c != 0x7f);
  }

  /**
   * {@code %U}: {@code U+0078}, and with {@code withCharacter} also {@code 'x'} where it prints.
   */
  public static String unicode(int codePoint, boolean withCharacter) {
    StringBuilder out = new StringBuilder("U+");
    String digits = Integer.toHexString(codePoint).toUpperCase(java.util.Locale.ROOT);
    out.repeat('0', Math.max(0, 4 - digits.length())).append(digits);
    if (withCharacter && isPrint(codePoint)) {
      out.append(" '").appendCodePoint(codePoint).append('\'');
    }
    return out.toString();
  }
}
