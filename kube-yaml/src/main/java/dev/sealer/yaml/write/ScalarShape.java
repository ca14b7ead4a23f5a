package dev.sealer.yaml.write;

/**
 * The scalar styles that can represent a string, by the rules of libyaml and Go's yaml.v2.
 *
 * @param multiline holds a line break
 * @param plain may be written without quotes in a block
 * @param singleQuoted may be written in single quotes
 * @param literal may be written as a literal block
 */
record ScalarShape(boolean multiline, boolean plain, boolean singleQuoted, boolean literal) {

  private static final String FIRST_INDICATORS = "#,[]{}&*!|>'\"%@`";

  static ScalarShape of(String text) {
    if (text.isEmpty()) {
      return new ScalarShape(false, true, true, false);
    }
    Scan scan = new Scan(text);
    scan.run();
    boolean quotable = !scan.spaceThenBreak && !scan.special;
    boolean edges = scan.edgeSpace() || scan.edgeBreak();
    boolean plain =
        quotable && !edges && !scan.breakThenSpace && !scan.lineBreaks && !scan.indicators;
    return new ScalarShape(
        scan.lineBreaks,
        plain,
        quotable && !scan.breakThenSpace,
        quotable && !scan.endsWithSpace());
  }

  static boolean isBreak(int c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /**
   * Returns whether libyaml prints a character as it is: no tab, and nothing outside of the basic
   * plane.
   */
  static boolean isPrintable(int c) {
    return c == '\n'
        || (c >= 0x20 && c <= 0x7e)
        || (c >= 0xa0 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff);
  }

  /**
   * Line breaks in YAML 1.1 and plain characters in 1.2: an escape is the same text in both, so
   * they are never written as they are. Go's yaml.v2 writes them raw.
   */
  private static boolean isUnicodeSeparator(int c) {
    return c == 0x2028 || c == 0x2029;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  /** One pass over the characters. */
  private static final class Scan {
    private final int[] text;
    private boolean indicators;
    private boolean special;
    private boolean lineBreaks;
    private boolean breakThenSpace;
    private boolean spaceThenBreak;

    Scan(String text) {
      this.text = text.codePoints().toArray();
      this.indicators = text.startsWith("---") || text.startsWith("...");
    }

    void run() {
      for (int i = 0; i < text.length; i++) {
        boolean followed = i + 1 >= text.length || isBlank(text[i + 1]);
        indicators |= i == 0 ? opens(text[0], followed) : interrupts(i, followed);
        special |= !isPrintable(text[i]) || isUnicodeSeparator(text[i]);
        if (text[i] == ' ') {
          breakThenSpace |= i > 0 && isBreak(text[i - 1]);
        } else if (isBreak(text[i])) {
          lineBreaks = true;
          spaceThenBreak |= i > 0 && text[i - 1] == ' ';
        }
      }
    }

    private static boolean opens(int c, boolean followed) {
      return FIRST_INDICATORS.indexOf(c) >= 0 || ("?:-".indexOf(c) >= 0 && followed);
    }

    private boolean interrupts(int i, boolean followed) {
      if (text[i] == ':') {
        return followed;
      }
      int before = text[i - 1];
      return text[i] == '#' && (isBlank(before) || isBreak(before) || before == 0);
    }

    boolean edgeSpace() {
      return text[0] == ' ' || endsWithSpace();
    }

    boolean edgeBreak() {
      return isBreak(text[0]) || isBreak(text[text.length - 1]);
    }

    boolean endsWithSpace() {
      return text[text.length - 1] == ' ';
    }
  }
}
