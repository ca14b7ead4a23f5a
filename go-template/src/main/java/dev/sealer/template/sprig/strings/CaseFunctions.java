package dev.sealer.template.sprig.strings;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.sprig.base.Texts;
import dev.sealer.template.value.Function;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Sprig's functions of upper and lower case. */
public final class CaseFunctions {

  private CaseFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Define.text("upper", text -> mapped(text, Character::toUpperCase)),
        Define.text("lower", text -> mapped(text, Character::toLowerCase)),
        Define.text("title", CaseFunctions::title),
        Define.text("untitle", CaseFunctions::untitle),
        Define.text("swapcase", CaseFunctions::swapCase),
        Define.text("initials", CaseFunctions::initials),
        Define.text("nospace", CaseFunctions::withoutSpace),
        Define.text("camelcase", WordCase::pascal),
        Define.text("snakecase", text -> new WordCase('_').convert(text)),
        Define.text("kebabcase", text -> new WordCase('-').convert(text)));
  }

  /** Returns a lower-case text as Go's {@code strings.ToLower} makes it. */
  public static String lower(String text) {
    return mapped(text, Character::toLowerCase);
  }

  private static String mapped(String text, IntUnaryOperator change) {
    int[] runes = Texts.runes(text);
    for (int i = 0; i < runes.length; i++) {
      runes[i] = change.applyAsInt(runes[i]);
    }
    return Texts.ofRunes(runes);
  }

  private static String title(String text) {
    int[] runes = Texts.runes(text);
    int previous = ' ';
    for (int i = 0; i < runes.length; i++) {
      int rune = runes[i];
      if (separatesWords(previous)) {
        runes[i] = Character.toTitleCase(rune);
      }
      previous = rune;
    }
    return Texts.ofRunes(runes);
  }

  private static boolean separatesWords(int rune) {
    if (rune <= 0x7f) {
      return !Character.isLetterOrDigit(rune) && rune != '_';
    }
    return !Character.isLetter(rune) && !Character.isDigit(rune) && Texts.isSpace(rune);
  }

  private static String untitle(String text) {
    int[] runes = Texts.runes(text);
    boolean wordStarts = true;
    for (int i = 0; i < runes.length; i++) {
      if (Texts.isSpace(runes[i])) {
        wordStarts = true;
      } else if (wordStarts) {
        runes[i] = Character.toLowerCase(runes[i]);
        wordStarts = false;
      }
    }
    return text.isEmpty() ? text : Texts.ofRunes(runes);
  }

  private static String swapCase(String text) {
    int[] runes = Texts.runes(text);
    boolean afterSpace = true;
    for (int i = 0; i < runes.length; i++) {
      int rune = runes[i];
      switch (Character.getType(rune)) {
        case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> {
          runes[i] = Character.toLowerCase(rune);
          afterSpace = false;
        }
        case Character.LOWERCASE_LETTER -> {
          runes[i] = afterSpace ? Character.toTitleCase(rune) : Character.toUpperCase(rune);
          afterSpace = false;
        }
        default -> afterSpace = Texts.isSpace(rune);
      }
    }
    return Texts.ofRunes(runes);
  }

  /** Returns the first byte of each word, read as Latin-1: that is what Sprig's library does. */
  private static String initials(String text) {
    StringBuilder out = new StringBuilder();
    boolean afterSpace = true;
    for (char c : GoStrings.byteView(text).toCharArray()) {
      if (Texts.isSpace(c)) {
        afterSpace = true;
      } else if (afterSpace) {
        out.append(c);
        afterSpace = false;
      }
    }
    return out.toString();
  }

  /** Byte by byte as well: a string outside ASCII survives only where nothing is removed. */
  private static String withoutSpace(String text) {
    String bytes = GoStrings.byteView(text);
    StringBuilder out = new StringBuilder(bytes.length());
    bytes.chars().filter(c -> !Texts.isSpace(c)).forEach(c -> out.append((char) c));
    return out.length() == bytes.length() ? text : out.toString();
  }
}
