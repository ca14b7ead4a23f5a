package dev.sealer.gocompat;

import java.nio.charset.StandardCharsets;

/**
 * Go strings, which are bytes, carried as Java strings.
 *
 * <p>Well-formed UTF-8 is the same text in Java. A byte that is not part of a well-formed sequence
 * is carried as the lone low surrogate {@code U+DC00 + byte}, which no well-formed text contains,
 * so that every byte string has exactly one <em>canonical</em> Java form and comes out again
 * unchanged ({@code b64dec} of a PKCS#12 file, for example). Two canonical strings are equal
 * exactly when their bytes are.
 */
public final class GoStrings {

  private static final int ESCAPE = 0xDC00;

  private GoStrings() {}

  /** Returns the canonical text of {@code bytes}. */
  public static String fromBytes(byte[] bytes) {
    return fromBytes(bytes, 0, bytes.length);
  }

  /** Returns the canonical text of {@code bytes[from, to)}. */
  public static String fromBytes(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return GoUtf8.decode(bytes, from, to);
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Returns the bytes of {@code text}: UTF-8, with escaped bytes as they were. */
  public static byte[] toBytes(String text) {
    return isPlain(text) ? text.getBytes(StandardCharsets.UTF_8) : GoUtf8.encode(text);
  }

  /** Length in bytes, as Go's {@code len} gives it. */
  public static int length(String text) {
    int length = text.length();
    int extra = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        if (Character.isSurrogate(c)) {
          return extra + i + surrogateTail(text, i);
        }
        extra += c < 0x800 ? 1 : 2;
      }
    }
    return length + extra;
  }

  private static int surrogateTail(String text, int from) {
    return toBytes(text.substring(from)).length;
  }

  /**
   * Makes {@code text} canonical: escaped bytes that now stand side by side and form a character
   * become that character. Returns {@code text} itself where there is nothing to do.
   */
  public static String canonical(String text) {
    return isPlain(text) ? text : fromBytes(toBytes(text));
  }

  /** Returns true when no lone surrogate occurs, so that {@code text} is its own canonical form. */
  public static boolean isPlain(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < length
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Returns true for the escape of a single byte that is not part of a UTF-8 sequence. */
  public static boolean isEscape(int codePoint) {
    return codePoint >= ESCAPE + 0x80 && codePoint <= ESCAPE + 0xFF;
  }

  /** Returns the byte (0x80 to 0xFF) that an escape represents. */
  public static int escapedByte(int codePoint) {
    return codePoint - ESCAPE;
  }

  /** Returns the escape of {@code value}, a byte from 0x80 to 0xFF. */
  public static char escape(int value) {
    return (char) (ESCAPE + (value & 0xFF));
  }

  /** Go's order of strings: by byte, not by UTF-16 unit. */
  public static int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean hard = Character.isSurrogate(a) || Character.isSurrogate(b);
        return hard
            ? java.util.Arrays.compareUnsigned(toBytes(left), toBytes(right))
            : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Go's {@code text[from:to]}, counted in bytes; the caller has checked the bounds. */
  public static String slice(String text, int from, int to) {
    if (isAscii(text)) {
      return text.substring(from, to);
    }
    return fromBytes(toBytes(text), from, to);
  }

  /** Returns true when every character is below 0x80, so that characters and bytes are the same. */
  public static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Returns the bytes of a string, one character each: what Go sees when it indexes a string. */
  public static String byteView(String text) {
    return isAscii(text) ? text : new String(toBytes(text), StandardCharsets.ISO_8859_1);
  }

  /** Returns the string whose bytes {@link #byteView} returned, or a part of them. */
  public static String fromByteView(String bytes) {
    return isAscii(bytes) ? bytes : fromBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
