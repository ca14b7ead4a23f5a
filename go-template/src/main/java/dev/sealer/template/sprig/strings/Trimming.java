package dev.sealer.template.sprig.strings;

/** Go's {@code strings.Trim} with a set of characters. */
final class Trimming {

  private Trimming() {}

  static String cutset(String text, String cut) {
    int from = 0;
    int to = text.length();
    while (from < to && cut.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (to > from && cut.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }
}
