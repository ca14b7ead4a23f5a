package dev.sealer.gocompat;

import java.io.ByteArrayOutputStream;

/** UTF-8 as Go decodes it: a byte that starts no well-formed sequence is a character of its own. */
final class GoUtf8 {

  private static final int CONTINUATION_MASK = 0xC0;
  private static final int CONTINUATION = 0x80;
  private static final int REPLACEMENT = 0xFFFD;

  private GoUtf8() {}

  static String decode(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int lead = bytes[i] & 0xFF;
      int length = lead < 0x80 ? 1 : sequenceLength(bytes, i, to);
      if (length == 0) {
        text.append(GoStrings.escape(lead));
        i++;
      } else {
        text.appendCodePoint(codePoint(bytes, i, length));
        i += length;
      }
    }
    return text.toString();
  }

  private static int codePoint(byte[] bytes, int at, int length) {
    int lead = bytes[at] & 0xFF;
    if (length == 1) {
      return lead;
    }
    int value = lead & (0xFF >> (length + 1));
    for (int i = 1; i < length; i++) {
      value = (value << 6) | (bytes[at + i] & 0x3F);
    }
    return value;
  }

  /** Returns the length of the well-formed sequence at {@code at}, or 0. */
  private static int sequenceLength(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xFF;
    int length = expectedLength(lead);
    if (length == 0 || at + length > to || !validSecond(lead, bytes[at + 1] & 0xFF)) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & CONTINUATION_MASK) != CONTINUATION) {
        return 0;
      }
    }
    return length;
  }

  private static int expectedLength(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    if (lead < 0xE0) {
      return 2;
    }
    return lead < 0xF0 ? 3 : 4;
  }

  /** Excludes overlong forms, surrogates and values above U+10FFFF. */
  private static boolean validSecond(int lead, int second) {
    int low =
        switch (lead) {
          case 0xE0 -> 0xA0;
          case 0xF0 -> 0x90;
          default -> 0x80;
        };
    int high =
        switch (lead) {
          case 0xED -> 0x9F;
          case 0xF4 -> 0x8F;
          default -> 0xBF;
        };
    return second >= low && second <= high;
  }

  static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (GoStrings.isEscape(codePoint)) {
        out.write(GoStrings.escapedByte(codePoint));
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
