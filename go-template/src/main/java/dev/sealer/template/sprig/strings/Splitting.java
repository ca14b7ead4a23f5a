package dev.sealer.template.sprig.strings;

import java.util.ArrayList;
import java.util.List;

/** Go's {@code strings.SplitN}. */
final class Splitting {

  private Splitting() {}

  /**
   * Splits a text.
   *
   * @param limit how many parts at most, the last of which holds the rest; negative for all
   */
  static List<String> split(String text, String separator, long limit) {
    if (limit == 0) {
      return List.of();
    }
    return separator.isEmpty() ? characters(text, limit) : between(text, separator, limit);
  }

  private static List<String> between(String text, String separator, long limit) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (limit < 0 || parts.size() < limit - 1) {
      int at = text.indexOf(separator, from);
      if (at < 0) {
        break;
      }
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static List<String> characters(String text, long limit) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      boolean last = limit > 0 && parts.size() == limit - 1;
      int end = last ? text.length() : text.offsetByCodePoints(at, 1);
      parts.add(text.substring(at, end));
      at = end;
    }
    return parts;
  }
}
