package dev.sealer.gocompat;

import java.io.ByteArrayOutputStream;

/** Padded base32 (RFC 4648) as Go writes and reads it. */
public final class GoBase32 {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String NAME = "base32";
  private static final int GROUP = 8;
  private static final int BITS = 5;

  private GoBase32() {}

  /** Encodes with padding on one line. */
  public static String encode(byte[] bytes) {
    StringBuilder out = new StringBuilder(((bytes.length + 4) / 5) * GROUP);
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = buffer << 8 | (b & 0xff);
      bits += 8;
      while (bits >= BITS) {
        bits -= BITS;
        out.append(ALPHABET.charAt(buffer >> bits & 31));
      }
    }
    if (bits > 0) {
      out.append(ALPHABET.charAt(buffer << (BITS - bits) & 31));
    }
    while (out.length() % GROUP != 0) {
      out.append('=');
    }
    return out.toString();
  }

  /**
   * Decodes a string.
   *
   * @throws CorruptInputException with the offset that Go reports, which does not count newlines
   */
  public static byte[] decode(String text) {
    String digits = GoStrings.byteView(text).replace("\n", "").replace("\r", "");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 0; from < digits.length(); from += GROUP) {
      int count = digitsInGroup(digits, from);
      long buffer = 0;
      for (int i = 0; i < count; i++) {
        buffer = buffer << BITS | ALPHABET.indexOf(digits.charAt(from + i));
      }
      int bits = count * BITS;
      while (bits >= 8) {
        bits -= 8;
        out.write((int) (buffer >> bits));
      }
      if (count < GROUP) {
        break;
      }
    }
    return out.toByteArray();
  }

  private static int digitsInGroup(String digits, int from) {
    for (int i = 0; i < GROUP; i++) {
      int at = from + i;
      if (at == digits.length()) {
        throw new CorruptInputException(NAME, at - i);
      }
      if (digits.charAt(at) == '=' && i >= 2 && digits.length() - at - 1 < GROUP) {
        checkPadding(digits, at, i);
        return i;
      }
      if (ALPHABET.indexOf(digits.charAt(at)) < 0) {
        throw new CorruptInputException(NAME, at);
      }
    }
    return GROUP;
  }

  private static void checkPadding(String digits, int at, int count) {
    int after = digits.length() - at - 1;
    int needed = GROUP - 1 - count;
    if (after < needed) {
      throw new CorruptInputException(NAME, digits.length());
    }
    for (int k = 0; k < needed; k++) {
      if (digits.charAt(at + 1 + k) != '=') {
        throw new CorruptInputException(NAME, at + k);
      }
    }
    if (count == 3 || count == 6) {
      throw new CorruptInputException(NAME, at);
    }
  }
}
