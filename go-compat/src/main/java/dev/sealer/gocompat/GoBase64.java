package dev.sealer.gocompat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Padded base64 by the rules of Go's {@code base64.StdEncoding}: carriage returns and line feeds
 * are ignored anywhere, padding is required, other white space is an error, and the unused bits of
 * the last character can have any value.
 *
 * <p>{@link Base64#getDecoder()} differs in each of these points.
 */
public final class GoBase64 {

  private static final String NAME = "base64";
  private static final byte[] VALUES = values();
  private static final int BITS_PER_CHAR = 6;
  private static final int CHARS_PER_QUANTUM = 4;

  private final byte[] text;
  private final int from;
  private final int to;
  private final byte[] out;
  private int written;

  private GoBase64(byte[] text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.out = new byte[(to - from) / CHARS_PER_QUANTUM * 3 + 3];
  }

  /** Encodes with padding on one line. */
  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Decodes a string.
   *
   * @throws CorruptInputException with the offset that Go reports
   */
  public static byte[] decode(String text) {
    // A character outside of ASCII becomes a question mark, which is an error at the same offset.
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return new GoBase64(bytes, 0, bytes.length).decode();
  }

  /**
   * Decodes {@code text[from, to)}. Makes no copy of the input and clears its own buffers, so that
   * a private key can be decoded.
   *
   * @throws CorruptInputException with the offset that Go reports, counted from {@code from}
   */
  static byte[] decode(byte[] text, int from, int to) {
    return new GoBase64(text, from, to).decode();
  }

  private byte[] decode() {
    int quantum = 0;
    int filled = 0;
    for (int at = from; at < to; at++) {
      byte c = text[at];
      if (isNewline(c)) {
        continue;
      }
      if (c == '=') {
        requirePaddingAt(at, filled);
        write(quantum << (BITS_PER_CHAR * (CHARS_PER_QUANTUM - filled)), filled - 1);
        return result();
      }
      int value = c < 0 ? -1 : VALUES[c];
      if (value < 0) {
        throw corrupt(at);
      }
      quantum = (quantum << BITS_PER_CHAR) | value;
      if (++filled == CHARS_PER_QUANTUM) {
        write(quantum, 3);
        quantum = 0;
        filled = 0;
      }
    }
    if (filled != 0) {
      throw corrupt(to - filled);
    }
    return result();
  }

  private CorruptInputException corrupt(int at) {
    Arrays.fill(out, (byte) 0);
    return new CorruptInputException(NAME, at - from);
  }

  private byte[] result() {
    if (written == out.length) {
      return out;
    }
    byte[] result = Arrays.copyOf(out, written);
    Arrays.fill(out, (byte) 0);
    return result;
  }

  private void requirePaddingAt(int first, int filled) {
    if (filled < 2) {
      throw corrupt(first);
    }
    int next = first + 1;
    if (filled == 2) {
      next = skipNewlines(next);
      if (next == to) {
        throw corrupt(next);
      }
      if (text[next] != '=') {
        throw corrupt(next - 1);
      }
      next++;
    }
    next = skipNewlines(next);
    if (next < to) {
      throw corrupt(next);
    }
  }

  private int skipNewlines(int start) {
    int at = start;
    while (at < to && isNewline(text[at])) {
      at++;
    }
    return at;
  }

  private void write(int quantum, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out[written++] = (byte) (quantum >>> (16 - 8 * i));
    }
  }

  private static boolean isNewline(byte c) {
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
