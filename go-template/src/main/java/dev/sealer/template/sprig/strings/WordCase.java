package dev.sealer.template.sprig.strings;

import dev.sealer.template.sprig.base.Texts;

/** Snake, kebab and camel case as huandu/xstrings makes them. */
final class WordCase {

  private final int connector;
  private final StringBuilder out = new StringBuilder();

  WordCase(int connector) {
    this.connector = connector;
  }

  /** Words in lower case with the connector between them. */
  String convert(String text) {
    if (text.isEmpty()) {
      return "";
    }
    Words words = new Words(text.codePoints().toArray());
    words.next();
    while (words.hasMore()) {
      if (words.kind() != Words.Kind.CONNECTOR) {
        write(words.kind(), words.word());
      }
      Words.Kind previous = words.kind();
      int[] last = words.word();
      words.next();
      switch (previous) {
        case NUMBER -> afterNumber(words);
        case CONNECTOR -> write(previous, last);
        case PUNCTUATION -> {}
        default -> afterWord(words);
      }
    }
    write(words.kind(), words.word());
    return out.toString();
  }

  private void afterNumber(Words words) {
    writeAlphanumeric(words);
    if (words.kind() != Words.Kind.NONE) {
      connect(words.kind());
    }
  }

  private void writeAlphanumeric(Words words) {
    while (words.kind() == Words.Kind.ALPHABET || words.kind() == Words.Kind.NUMBER) {
      write(words.kind(), words.word());
      words.next();
    }
  }

  private void afterWord(Words words) {
    if (words.kind() != Words.Kind.NUMBER) {
      connect(words.kind());
      return;
    }
    if (!words.hasMore()) {
      return;
    }
    int[] number = words.word();
    words.next();
    if (words.kind() != Words.Kind.ALPHABET) {
      write(Words.Kind.NUMBER, number);
      connect(words.kind());
      return;
    }
    out.appendCodePoint(connector);
    write(Words.Kind.NUMBER, number);
    writeAlphanumeric(words);
    if (words.kind() != Words.Kind.NONE) {
      connect(words.kind());
    }
  }

  private void connect(Words.Kind next) {
    if (next != Words.Kind.CONNECTOR && next != Words.Kind.PUNCTUATION) {
      out.appendCodePoint(connector);
    }
  }

  private void write(Words.Kind kind, int[] word) {
    boolean lowers = kind == Words.Kind.UPPER || kind == Words.Kind.CONNECTOR;
    for (int rune : word) {
      if (lowers && Words.isConnector(rune)) {
        out.appendCodePoint(connector);
      } else {
        out.appendCodePoint(lowers ? lower(rune) : rune);
      }
    }
  }

  private static int lower(int rune) {
    if (Words.isInvalid(rune)) {
      return Texts.REPLACEMENT;
    }
    return Words.isUpper(rune) ? Character.toLowerCase(rune) : rune;
  }

  /** Words in one, each with a capital. */
  static String pascal(String text) {
    int[] runes = Texts.runes(text);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < runes.length && Words.isConnector(runes[at])) {
      out.appendCodePoint(runes[at++]);
    }
    if (at == runes.length) {
      // Connectors alone: xstrings writes the last one twice.
      return at == 0 ? "" : out.appendCodePoint(runes[at - 1]).toString();
    }
    return joined(runes, at, out);
  }

  private static String joined(int[] runes, int first, StringBuilder out) {
    boolean firstUpper = Words.isUpper(runes[first]);
    int current = Character.toUpperCase(runes[first]);
    for (int i = first + 1; i < runes.length; i++) {
      int previous = current;
      current = runes[i];
      if (Words.isConnector(current) && Words.isConnector(previous)) {
        out.appendCodePoint(previous);
      } else if (Words.isConnector(previous)) {
        firstUpper = Words.isUpper(current);
        current = Character.toUpperCase(current);
      } else {
        boolean upper = Words.isUpper(current);
        current = firstUpper && upper ? Character.toLowerCase(current) : current;
        firstUpper &= upper;
        out.appendCodePoint(previous);
      }
    }
    return out.appendCodePoint(current).toString();
  }
}
