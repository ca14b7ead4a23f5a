package dev.sealer.template.sprig.numbers;

/** Whole numbers in plain digits, without prefixes or underscores. */
final class Digits {

  private Digits() {}

  /** Go's {@code strconv.Atoi} without its error: out of range gives the nearest number. */
  static long atoi(String text) {
    return isNumber(text, 10) ? clamped(text) : 0;
  }

  /** Digits of base 8, or 0 for anything else. */
  static long octal(String text) {
    if (!isNumber(text, 8)) {
      return 0;
    }
    try {
      return Long.parseLong(text, 8);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static long clamped(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return text.charAt(0) == '-' ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static boolean isNumber(String text, int base) {
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (from == text.length()) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) >= '0' + base) {
        return false;
      }
    }
    return true;
  }
}
