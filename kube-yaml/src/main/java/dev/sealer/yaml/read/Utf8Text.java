package dev.sealer.yaml.read;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns bytes into text, or says why they are none and what to do. */
final class Utf8Text {

  private Utf8Text() {}

  static String decode(byte[] bytes, String source, ReadLimits limits) {
    if (bytes.length > limits.maxBytes()) {
      throw tooLarge(source, limits);
    }
    String other = otherEncoding(bytes);
    if (other != null) {
      throw new YamlException(
          source, 1, 1, "the text is " + other + ": save it as UTF-8 and try again");
    }
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, chars, true);
    if (result.isError()) {
      throw invalid(bytes, in.position(), source);
    }
    return chars.flip().toString();
  }

  static YamlException tooLarge(String source, ReadLimits limits) {
    return new YamlException(
        source,
        0,
        0,
        "larger than the limit of " + limits.maxBytes() + " bytes: split it into smaller files");
  }

  /** UTF-16 and UTF-32 by their byte order mark, or by the zero bytes around ASCII. */
  private static @Nullable String otherEncoding(byte[] b) {
    if (b.length < 2) {
      return null;
    }
    int first = (b[0] & 0xff) << 8 | (b[1] & 0xff);
    boolean wide = b.length >= 4 && (b[2] | b[3]) == 0;
    return switch (first) {
      case 0xfffe -> wide ? "UTF-32" : "UTF-16";
      case 0xfeff -> "UTF-16";
      case 0 -> "UTF-32";
      default -> zeroByte(b, first, wide);
    };
  }

  private static @Nullable String zeroByte(byte[] b, int first, boolean wide) {
    if ((first & 0xff) == 0) {
      return wide ? "UTF-32" : "UTF-16";
    }
    return b[0] == 0 ? "UTF-16" : null;
  }

  private static YamlException invalid(byte[] bytes, int position, String source) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    String problem =
        "byte %d (0x%02x) is not UTF-8: save the text as UTF-8, or base64-encode binary data"
            .formatted(position, bytes[position] & 0xff);
    return new YamlException(source, line, position - lineStart + 1, problem);
  }
}
