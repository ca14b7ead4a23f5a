package dev.sealer.template.parse;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.gocompat.GoStrings;

/**
 * A token.
 *
 * @param type what it is
 * @param position where it starts
 * @param text its text; for an error the message
 * @param line its line, from 1
 */
record Token(TokenType type, int position, String text, int line) {

  private static final int SHOWN = 10;

  /** Returns the token as messages show it. */
  String shown() {
    if (type == TokenType.EOF) {
      return "EOF";
    }
    if (type == TokenType.ERROR) {
      return text;
    }
    if (type.isKeyword()) {
      return "<" + text + ">";
    }
    boolean isLong = GoStrings.length(text) > SHOWN;
    return isLong ? GoQuoting.quote(firstRunes()) + "..." : GoQuoting.quote(text);
  }

  private String firstRunes() {
    int count = Math.min(SHOWN, text.codePointCount(0, text.length()));
    return text.substring(0, text.offsetByCodePoints(0, count));
  }
}
