package dev.sealer.template.sprig.base;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.Budget;
import dev.sealer.template.fmt.GoFormat;
import dev.sealer.template.value.BytesValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Text forms of values, and Go's views of a string as bytes and as runes. */
public final class Texts {

  /** Replaces a byte that is not part of a character. */
  public static final int REPLACEMENT = 0xFFFD;

  private Texts() {}

  /** Returns how Sprig makes a string of anything ({@code strval}). */
  public static String of(Budget budget, Value value) {
    return switch (value) {
      case StringValue string -> string.text();
      case BytesValue bytes -> bytes.text();
      case ObjectValue object when object.text().isPresent() -> object.text().get();
      default -> GoFormat.verb(budget, "%v", value);
    };
  }

  /**
   * Returns how Sprig makes a list of strings of anything ({@code strslice}): nils are left out.
   */
  public static List<String> list(Budget budget, Value value) {
    if (value instanceof ListValue list) {
      budget.text(16L * list.size());
      List<String> texts = new ArrayList<>(list.size());
      for (Value item : list.items()) {
        if (!(item instanceof NilValue)) {
          texts.add(of(budget, item));
        }
      }
      return texts;
    }
    return value instanceof NilValue ? List.of() : List.of(of(budget, value));
  }

  /** Returns a string's runes: a byte that is part of no character counts as U+FFFD. */
  public static int[] runes(String text) {
    return text.codePoints().map(c -> GoStrings.isEscape(c) ? REPLACEMENT : c).toArray();
  }

  /** Returns the string of some runes. */
  public static String ofRunes(int[] runes) {
    return new String(runes, 0, runes.length);
  }

  /** Go's {@code unicode.IsSpace}. */
  public static boolean isSpace(int rune) {
    return switch (rune) {
      case '\t',
          '\n',
          0x0b,
          '\f',
          '\r',
          ' ',
          0x85,
          0xa0,
          0x1680,
          0x2028,
          0x2029,
          0x202f,
          0x205f,
          0x3000 ->
          true;
      default -> rune >= 0x2000 && rune <= 0x200a;
    };
  }

  /** Go's {@code strings.TrimSpace}. */
  public static String trimSpace(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }
}
