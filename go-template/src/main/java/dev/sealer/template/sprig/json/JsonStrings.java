package dev.sealer.template.sprig.json;

import dev.sealer.template.text.GoText;

/** JSON strings as Go writes them. */
final class JsonStrings {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private static final int ESCAPE_LENGTH = 6;

  private JsonStrings() {}

  static void quote(StringBuilder out, String text, boolean escapeHtml) {
    out.append('"');
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (GoText.isEscape(c)) {
        out.append("\\ufffd");
      } else {
        character(out, c, escapeHtml);
      }
      i += Character.charCount(c);
    }
    out.append('"');
  }

  /** How long the text becomes, in characters. */
  static long length(String text, boolean escapeHtml) {
    long length = text.length() + 2L;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean html = escapeHtml && (c == '<' || c == '>' || c == '&');
      if (html || c < ' ' || c == 0x2028 || c == 0x2029 || GoText.isEscape(c)) {
        length += ESCAPE_LENGTH - 1;
      }
    }
    return length;
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
