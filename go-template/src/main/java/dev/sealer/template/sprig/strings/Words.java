package dev.sealer.template.sprig.strings;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.sprig.base.Texts;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Cuts a string into runs of characters of one kind, as huandu/xstrings does. Bytes that are no
 * characters belong to the run that continues after them, else to the next; at the end to the last.
 */
final class Words {

  private final int[] runes;
  private int from;
  private int to;
  private Kind kind = Kind.NONE;

  Words(int[] runes) {
    this.runes = runes;
  }

  /** The kinds of characters in a run. */
  enum Kind {
    NONE,
    NUMBER,
    UPPER,
    ALPHABET,
    CONNECTOR,
    PUNCTUATION,
    OTHER
  }

  /** Returns the kind of the current run; {@link Kind#NONE} after the last. */
  Kind kind() {
    return kind;
  }

  /** Returns the current run. */
  int[] word() {
    return Arrays.copyOfRange(runes, from, to);
  }

  /** Returns whether characters follow the current run. */
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
    to = valid(from) + 1;
    if (to > runes.length) {
      to = runes.length;
      kind = Kind.OTHER;
      return;
    }
    int first = runes[to - 1];
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

  /** Returns where the next character is, at {@code at} or later. */
  private int valid(int at) {
    int found = at;
    while (found < runes.length && isInvalid(runes[found])) {
      found++;
    }
    return found;
  }

  /** Goes to the end of the run; returns where its last character begins. */
  private int take(Kind found, IntPredicate belongs) {
    kind = found;
    int last = from;
    for (int at = valid(to); at < runes.length; at = valid(to)) {
      if (!belongs.test(runes[at])) {
        return last;
      }
      last = to;
      to = at + 1;
    }
    to = runes.length;
    return last;
  }

  /** {@code HTTPServer} is HTTP and Server: the last capital belongs to the word after it. */
  private void takeUpper() {
    int second = valid(to);
    if (second < runes.length && isUpper(runes[second])) {
      int last = take(Kind.UPPER, Words::isUpper);
      int behind = valid(to);
      if (behind < runes.length && isAlphabet(runes[behind])) {
        to = last;
      }
    } else {
      take(Kind.UPPER, rune -> isAlphabet(rune) && !isUpper(rune));
    }
  }

  /** Returns a byte that is part of no character, or the character that replaces one. */
  static boolean isInvalid(int rune) {
    return rune == Texts.REPLACEMENT || GoStrings.isEscape(rune);
  }

  static boolean isConnector(int rune) {
    return rune == '-' || rune == '_' || Texts.isSpace(rune);
  }

  static boolean isUpper(int rune) {
    return Character.getType(rune) == Character.UPPERCASE_LETTER;
  }

  /**
   * Returns a letter, but for the Chinese, Japanese and Korean ideographs, which count as "other".
   */
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
