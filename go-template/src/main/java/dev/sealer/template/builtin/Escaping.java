package dev.sealer.template.builtin;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.gocompat.GoStrings;
import java.util.Locale;

/** {@code html}, {@code js} and {@code urlquery}. */
final class Escaping {

  private static final String UNRESERVED = "-_.~";

  private Escaping() {}

  static String html(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case 0 -> out.append('\uFFFD');
        case '"' -> out.append("&#34;");
        case '\'' -> out.append("&#39;");
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  static String js(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int special = "\\'\"<>&=".indexOf(c);
      if (special >= 0) {
        out.append(
            switch (c) {
              case '\\' -> "\\\\";
              case '\'' -> "\\'";
              case '"' -> "\\\"";
              default -> unicode(c);
            });
      } else if (c < 0x80 && c >= ' ') {
        out.append((char) c);
      } else if (c < ' ' || !GoQuoting.isPrint(GoStrings.isEscape(c) ? 0xFFFD : c)) {
        out.append(unicode(c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static String unicode(int c) {
    String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
    return "\\u" + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  static String urlQuery(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : GoStrings.toBytes(text)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      if (plain) {
        out.append(c);
      } else if (c == ' ') {
        out.append('+');
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 0xF, 16)));
      }
    }
    return out.toString();
  }
}
