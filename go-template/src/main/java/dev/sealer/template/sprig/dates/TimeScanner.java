package dev.sealer.template.sprig.dates;

import java.util.List;
import java.util.Locale;

/** Reads numbers, names and zones from the text of a time, each from the current position. */
final class TimeScanner {

  /** The result of a method that found nothing to read. */
  private static final int NONE = -1;

  private final String text;
  private int at;

  TimeScanner(String text) {
    this.text = text;
  }

  String rest() {
    return text.substring(at);
  }

  boolean atEnd() {
    return at == text.length();
  }

  int left() {
    return text.length() - at;
  }

  /** Returns the character {@code ahead} of the position, or NUL after the end. */
  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  private boolean digitAt(int ahead) {
    return peek(ahead) >= '0' && peek(ahead) <= '9';
  }

  private int countDigits(int from, int most) {
    int count = 0;
    while (count < most && digitAt(from + count)) {
      count++;
    }
    return count;
  }

  String take(int count) {
    at += count;
    return text.substring(at - count, at);
  }

  boolean take(char wanted) {
    if (peek(0) == wanted && !atEnd()) {
      at++;
      return true;
    }
    return false;
  }

  /** Skips a string; a space in it matches any number of spaces. */
  boolean skip(String prefix) {
    int i = 0;
    while (i < prefix.length()) {
      if (prefix.charAt(i) == ' ') {
        if (!atEnd() && peek(0) != ' ') {
          return false;
        }
        while (i < prefix.length() && prefix.charAt(i) == ' ') {
          i++;
        }
        while (take(' ')) {}
      } else if (!take(prefix.charAt(i++))) {
        return false;
      }
    }
    return true;
  }

  /** Reads exactly so many digits. */
  int digits(int count) {
    return countDigits(0, count) == count ? Integer.parseInt(take(count)) : NONE;
  }

  /** Reads a number of one or two digits. */
  int number(boolean bothDigits) {
    int digits = countDigits(0, 2);
    return digits == 0 || (bothDigits && digits == 1) ? NONE : Integer.parseInt(take(digits));
  }

  /** Reads a number of one to three digits. */
  int dayOfYear(boolean allDigits) {
    int digits = countDigits(0, 3);
    return digits == 0 || (allDigits && digits != 3) ? NONE : Integer.parseInt(take(digits));
  }

  /** Returns how many digits follow a point or comma at the position. */
  int fractionDigits() {
    return peek(0) == '.' || peek(0) == ',' ? countDigits(1, text.length()) : 0;
  }

  /**
   * Reads one of some names, or its first {@code length} letters, in any case. Returns its index.
   */
  int name(List<String> names, int length) {
    for (int i = 0; i < names.size(); i++) {
      String name = length > 0 ? names.get(i).substring(0, length) : names.get(i);
      boolean here =
          left() >= name.length()
              && text.substring(at, at + name.length())
                  .toLowerCase(Locale.ROOT)
                  .equals(name.toLowerCase(Locale.ROOT));
      if (here) {
        at += name.length();
        return i;
      }
    }
    return NONE;
  }

  /** Reads an abbreviation such as {@code CET}; empty if there is none. */
  String zoneName() {
    return take(zoneNameLength(rest()));
  }

  private static int zoneNameLength(String text) {
    if (text.length() < 3) {
      return 0;
    }
    if (text.startsWith("ChST") || text.startsWith("MeST")) {
      return 4;
    }
    if (text.startsWith("GMT")) {
      return 3 + signedHours(text.substring(3));
    }
    if (text.charAt(0) == '+' || text.charAt(0) == '-') {
      return signedHours(text);
    }
    return capitals(text);
  }

  private static int signedHours(String text) {
    if (text.isEmpty() || (text.charAt(0) != '+' && text.charAt(0) != '-')) {
      return 0;
    }
    int end = 1;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    boolean hours = end > 1 && end < 10 && Integer.parseInt(text.substring(1, end)) <= 23;
    return hours ? end : 0;
  }

  /** Three capitals, or four or five that end in a T. */
  private static int capitals(String text) {
    int count = 0;
    while (count < 6 && count < text.length() && isCapital(text.charAt(count))) {
      count++;
    }
    return switch (count) {
      case 3 -> 3;
      case 4 -> text.charAt(3) == 'T' || text.startsWith("WITA") ? 4 : 0;
      case 5 -> text.charAt(4) == 'T' ? 5 : 0;
      default -> 0;
    };
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /**
   * Reads an offset.
   *
   * @param element its form in the layout, such as {@code -07:00}
   * @return sign and digits; empty if there is none
   */
  String offset(String element) {
    if (left() < element.length() || (peek(0) != '+' && peek(0) != '-')) {
      return "";
    }
    for (int i = 1; i < element.length(); i++) {
      if (element.charAt(i) == ':' ? peek(i) != ':' : !digitAt(i)) {
        return "";
      }
    }
    return take(element.length()).replace(":", "");
  }
}
