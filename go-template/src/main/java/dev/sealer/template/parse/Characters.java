package dev.sealer.template.parse;

/** The character classes of the language. */
final class Characters {

  static final int EOF = -1;

  private Characters() {}

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  static boolean isAlphaNumeric(int c) {
    if (c < 0x80) {
      return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }
    return Character.isLetter(c) || Character.isDigit(c);
  }

  static boolean startsNumber(int c) {
    return c == '+' || c == '-' || (c >= '0' && c <= '9');
  }

  static boolean isPrintableAscii(int c) {
    return c >= ' ' && c < 0x7f;
  }

  /** Returns whether {@code text} has a dash and then a space at {@code at}. */
  static boolean hasLeftTrim(String text, int at) {
    return at + 1 < text.length() && text.charAt(at) == '-' && isSpace(text.charAt(at + 1));
  }

  /** Returns whether {@code text} has a space and then a dash at {@code at}. */
  static boolean hasRightTrim(String text, int at) {
    return at + 1 < text.length() && isSpace(text.charAt(at)) && text.charAt(at + 1) == '-';
  }
}
