package dev.sealer.template.sprig.strings;

import dev.sealer.template.sprig.base.Texts;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Cuts a text into runs of characters of one kind, as huandu/xstrings does. */
final class Words {

  private final int[] runes;
  private int from;
  private int to;
  private Kind kind = Kind.NONE;

  Words(int[] runes) {
    this.runes = runes;
  }

  /** What a run is made of. */
  enum Kind {
    NONE,
    NUMBER,
    UPPER,
    ALPHABET,
    CONNECTOR,
    PUNCTUATION,
    OTHER
  }

  /** The kind of the current run; {@link Kind#NONE} after the last. */
  Kind kind() {
    return kind;
  }

  /** The current run. */
  int[] word() {
    return Arrays.copyOfRange(runes, from, to);
  }

  /** Whether characters follow the current run. */
  boolean hasMore() {
    return to < runes.length;
  }

  /** Goes to the next run. */
  void next() {
    from = to;
    if (from == runes.length) {
      kind = Kind.NONE;
      return;
    }
    int first = runes[from];
    to = from + 1;
    if (isConnector(first)) {
      take(Kind.CONNECTOR, Words::isConnector);
    } else if (isPunctuation(first)) {
      take(Kind.PUNCTUATION, Words::isPunctuation);
    } else if (isUpper(first)) {
      takeUpper();
    } else if (isAlphabet(first)) {
      take(Kind.ALPHABET, rune -> isAlphabet(rune) && !isUpper(rune));
    } else if (isNumber(first)) {
      take(Kind.NUMBER, Words::isNumber);
    } else {
      take(Kind.OTHER, Words::isOther);
    }
  }

  private void take(Kind found, IntPredicate belongs) {
    kind = found;
    while (to < runes.length && belongs.test(runes[to])) {
      to++;
    }
  }

  /** {@code HTTPServer} is HTTP and Server: the last capital belongs to the word after it. */
  private void takeUpper() {
    if (to < runes.length && isUpper(runes[to])) {
      take(Kind.UPPER, Words::isUpper);
      if (to < runes.length && isAlphabet(runes[to])) {
        to--;
      }
    } else {
      take(Kind.UPPER, rune -> isAlphabet(rune) && !isUpper(rune));
    }
  }

  static boolean isConnector(int rune) {
    return rune == '-' || rune == '_' || Texts.isSpace(rune);
  }

  static boolean isUpper(int rune) {
    return Character.getType(rune) == Character.UPPERCASE_LETTER;
  }

  /** A letter, but for the Chinese, Japanese and Korean ideographs, which count as "other". */
  private static boolean isAlphabet(int rune) {
    if (!Character.isLetter(rune)) {
      return false;
    }
    boolean common = rune >= 0x4e00 && rune <= 0x9fcc;
    boolean rare = (rune >= 0x3400 && rune <= 0x4d85) || (rune >= 0x20000 && rune <= 0x2b81d);
    return !common && !rare;
  }

  private static boolean isOther(int rune) {
    return !isConnector(rune) && !isAlphabet(rune) && !isNumber(rune) && !isPunctuation(rune);
  }

  private static boolean isNumber(int rune) {
    return switch (Character.getType(rune)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static boolean isPunctuation(int rune) {
    return switch (Character.getType(rune)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
