package dev.sealer.externalsecrets.value;

/** Text in which {@code *} stands for any characters, {@code ?} for one, and {@code \} escapes. */
final class GjsonGlob {

  private static final char ANY = '\uE000';
  private static final char ONE = '\uE001';

  private final String literal;
  private final String pattern;

  private GjsonGlob(String literal, String pattern) {
    this.literal = literal;
    this.pattern = pattern;
  }

  static GjsonGlob parse(String text) {
    StringBuilder literal = new StringBuilder();
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped = c == '\\' && i + 1 < text.length();
      char meant = escaped ? text.charAt(++i) : c;
      literal.append(meant);
      pattern.append(escaped ? meant : wildcard(meant));
    }
    return new GjsonGlob(literal.toString(), pattern.toString());
  }

  private static char wildcard(char c) {
    return switch (c) {
      case '*' -> ANY;
      case '?' -> ONE;
      default -> c;
    };
  }

  /** The text with its escapes undone and wildcards standing for themselves. */
  String literal() {
    return literal;
  }

  /** Returns whether the whole string matches. Takes time linear in the product of the lengths. */
  boolean matches(String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == ANY) {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && fits(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == ANY) {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean fits(char pattern, char c) {
    return pattern == ONE || pattern == c;
  }
}
