package dev.sealer.sealing;

import java.util.Arrays;
import java.util.Base64;

/**
 * Standard base64 by the rules of Go's {@code base64.StdEncoding}, which decide what the peer
 * accepts: carriage returns and line feeds are ignored anywhere, padding is required, other white
 * space is refused, and the unused bits of the last character may be anything.
 *
 * <p>{@link Base64#getDecoder()} differs in each of these points.
 */
public final class GoBase64 {

  private static final byte[] VALUES = values();
  private static final int BITS_PER_CHAR = 6;
  private static final int CHARS_PER_QUANTUM = 4;

  private GoBase64() {}

  /** Encodes with padding on one line. */
  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Decodes {@code text}.
   *
   * @throws MalformedBase64Exception naming the offset that Go would name
   */
  public static byte[] decode(String text) {
    byte[] out = new byte[text.length() / CHARS_PER_QUANTUM * 3 + 3];
    int written = 0;
    int quantum = 0;
    int filled = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isNewline(c)) {
        continue;
      }
      if (c == '=') {
        requirePaddingAt(text, at, filled);
        return Arrays.copyOf(out, writePartial(out, written, quantum, filled));
      }
      quantum = (quantum << BITS_PER_CHAR) | valueOf(c, at);
      if (++filled == CHARS_PER_QUANTUM) {
        written = writeQuantum(out, written, quantum, 3);
        quantum = 0;
        filled = 0;
      }
    }
    if (filled != 0) {
      throw new MalformedBase64Exception(text.length() - filled);
    }
    return Arrays.copyOf(out, written);
  }

  private static int valueOf(char c, int at) {
    int value = c < VALUES.length ? VALUES[c] : -1;
    if (value < 0) {
      throw new MalformedBase64Exception(at);
    }
    return value;
  }

  private static void requirePaddingAt(String text, int first, int filled) {
    if (filled < 2) {
      throw new MalformedBase64Exception(first);
    }
    int next = first + 1;
    if (filled == 2) {
      next = skipNewlines(text, next);
      if (next == text.length()) {
        throw new MalformedBase64Exception(next);
      }
      if (text.charAt(next) != '=') {
        throw new MalformedBase64Exception(next - 1);
      }
      next++;
    }
    next = skipNewlines(text, next);
    if (next < text.length()) {
      throw new MalformedBase64Exception(next);
    }
  }

  private static int skipNewlines(String text, int from) {
    int at = from;
    while (at < text.length() && isNewline(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int writePartial(byte[] out, int written, int quantum, int filled) {
    int aligned = quantum << (BITS_PER_CHAR * (CHARS_PER_QUANTUM - filled));
    return writeQuantum(out, written, aligned, filled - 1);
  }

  private static int writeQuantum(byte[] out, int written, int quantum, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out[written + i] = (byte) (quantum >>> (16 - 8 * i));
    }
    return written + bytes;
  }

  private static boolean isNewline(char c) {
    return c == '\n' || c == '\r';
  }

  private static byte[] values() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }
}
