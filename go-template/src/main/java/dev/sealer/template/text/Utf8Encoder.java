package dev.sealer.template.text;

import java.io.ByteArrayOutputStream;

/** Encodes text that carries escaped bytes. */
final class Utf8Encoder {

  private static final int REPLACEMENT = 0xFFFD;

  private Utf8Encoder() {}

  static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (GoText.isEscape(codePoint)) {
        out.write(GoText.escapedByte(codePoint));
      } else {
        boolean stray = codePoint >= 0xD800 && codePoint <= 0xDFFF;
        write(out, stray ? REPLACEMENT : codePoint);
      }
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int codePoint) {
    if (codePoint < 0x80) {
      out.write(codePoint);
    } else if (codePoint < 0x800) {
      out.write(0xC0 | (codePoint >> 6));
      tail(out, codePoint, 1);
    } else if (codePoint < 0x10000) {
      out.write(0xE0 | (codePoint >> 12));
      tail(out, codePoint, 2);
    } else {
      out.write(0xF0 | (codePoint >> 18));
      tail(out, codePoint, 3);
    }
  }

  private static void tail(ByteArrayOutputStream out, int codePoint, int count) {
    for (int shift = (count - 1) * 6; shift >= 0; shift -= 6) {
      out.write(0x80 | ((codePoint >> shift) & 0x3F));
    }
  }
}
