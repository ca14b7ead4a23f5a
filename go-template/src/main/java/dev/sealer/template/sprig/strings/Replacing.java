package dev.sealer.template.sprig.strings;

import dev.sealer.template.context.Budget;

/** Go's {@code strings.ReplaceAll}. */
final class Replacing {

  private Replacing() {}

  static String all(Budget budget, String text, String old, String with) {
    if (old.isEmpty()) {
      return betweenCharacters(budget, text, with);
    }
    long count = 0;
    for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
      count++;
    }
    budget.text(text.length() + count * Math.max(0, with.length() - old.length()));
    return text.replace(old, with);
  }

  /** An empty text stands before each character and at the end. */
  private static String betweenCharacters(Budget budget, String text, String with) {
    int characters = text.codePointCount(0, text.length());
    budget.text(text.length() + (characters + 1L) * with.length());
    StringBuilder out = new StringBuilder(with);
    text.codePoints().forEach(c -> out.appendCodePoint(c).append(with));
    return out.toString();
  }
}
