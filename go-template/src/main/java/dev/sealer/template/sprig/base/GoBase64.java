package dev.sealer.template.sprig.base;

import java.io.ByteArrayOutputStream;

/**
 * Decodes padded base 64 as Go does: line breaks are skipped, and an error names the byte where
 * decoding stopped.
 */
public final class GoBase64 {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private static final String NAME = "base64";

  private final String text;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int buffer;
  private int count;

  private GoBase64(String text) {
    this.text = text;
  }

  /** The bytes of a text. */
  public static byte[] decode(String text) throws CorruptInputException {
    return new GoBase64(Texts.byteView(text)).decode();
  }

  private byte[] decode() throws CorruptInputException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        continue;
      }
      if (c == '=') {
        padding(i);
        return out.toByteArray();
      }
      int digit = ALPHABET.indexOf(c);
      if (digit < 0) {
        throw new CorruptInputException(NAME, i);
      }
      buffer = buffer << 6 | digit;
      if (++count == 4) {
        write(3);
        count = 0;
      }
    }
    if (count > 0) {
      throw new CorruptInputException(NAME, text.length() - count);
    }
    return out.toByteArray();
  }

  private void padding(int first) throws CorruptInputException {
    if (count < 2) {
      throw new CorruptInputException(NAME, first);
    }
    int at = first + 1;
    if (count == 2) {
      at = afterLineBreaks(at);
      if (at == text.length()) {
        throw new CorruptInputException(NAME, at);
      }
      if (text.charAt(at) != '=') {
        throw new CorruptInputException(NAME, at - 1);
      }
      at++;
    }
    at = afterLineBreaks(at);
    if (at < text.length()) {
      throw new CorruptInputException(NAME, at);
    }
    buffer <<= 6 * (4 - count);
    write(count - 1);
  }

  private int afterLineBreaks(int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
      at++;
    }
    return at;
  }

  private void write(int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(buffer >> (16 - 8 * i));
    }
  }
}
