package dev.sealer.template.sprig.json;

import dev.sealer.template.sprig.base.Texts;

/** JSON strings as Go writes them. */
final class JsonStrings {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonStrings() {}

  static void quote(StringBuilder out, String text, boolean escapeHtml) {
    out.append('"');
    for (int c : Texts.runes(text)) {
      character(out, c, escapeHtml);
    }
    out.append('"');
  }

  private static void character(StringBuilder out, int c, boolean escapeHtml) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append((char) c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x2028, 0x2029 -> escape(out, c);
      case '<', '>', '&' -> {
        if (escapeHtml) {
          escape(out, c);
        } else {
          out.append((char) c);
        }
      }
      default -> {
        if (c < ' ') {
          escape(out, c);
        } else if (c == 0xFFFD) {
          // Go cannot tell the replacement character from a broken one where it escapes.
          out.append('\uFFFD');
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  private static void escape(StringBuilder out, int c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX[c >> shift & 15]);
    }
  }
}
