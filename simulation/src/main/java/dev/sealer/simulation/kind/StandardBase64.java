package dev.sealer.simulation.kind;

import java.util.Base64;

/** Reads base64 as Go's decoder does. */
final class StandardBase64 {

  private StandardBase64() {}

  /**
   * Returns the standard encoding of what {@code text} encodes. Line breaks are skipped.
   *
   * @throws UnreadableObjectException with the position of the first byte that does not fit
   */
  static String normalize(String text) throws UnreadableObjectException {
    String compact = text.replace("\r", "").replace("\n", "");
    int length = compact.length();
    int content = length;
    while (content > 0 && length - content < 2 && compact.charAt(content - 1) == '=') {
      content--;
    }
    for (int i = 0; i < content; i++) {
      if (!isDigit(compact.charAt(i))) {
        throw illegal(i);
      }
    }
    if (length % 4 != 0) {
      throw illegal(content < length ? content : length - length % 4);
    }
    if (length - content > 0 && content % 4 < 2) {
      throw illegal(content);
    }
    byte[] decoded = Base64.getDecoder().decode(compact);
    return Base64.getEncoder().encodeToString(decoded);
  }

  private static boolean isDigit(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }

  private static UnreadableObjectException illegal(int position) {
    return new UnreadableObjectException("illegal base64 data at input byte " + position);
  }
}
