package dev.sealer.yaml.scalar;

import java.time.YearMonth;

/**
 * The timestamp forms that Go's yaml.v2 knows: a date with one or two digits for month and day; the
 * same with {@code T} or {@code t}, a time and a zone; or with one space and a time without a zone.
 * Nothing here depends on a clock.
 */
final class YamlTimestamps {

  private final String text;
  private int at;

  private YamlTimestamps(String text) {
    this.text = text;
  }

  static boolean matches(String text) {
    return text.length() >= 8 && text.charAt(4) == '-' && new YamlTimestamps(text).matches();
  }

  private boolean matches() {
    if (!date()) {
      return false;
    }
    if (at == text.length()) {
      return true;
    }
    char separator = text.charAt(at++);
    return switch (separator) {
      case 'T', 't' -> time() && zone() && at == text.length();
      case ' ' -> time() && at == text.length();
      default -> false;
    };
  }

  private boolean date() {
    for (int i = 0; i < 4; i++) {
      if (!digitAt(i)) {
        return false;
      }
    }
    int year = Integer.parseInt(text, 0, 4, 10);
    at = 5;
    int month = number();
    if (month < 1 || month > 12 || !take('-')) {
      return false;
    }
    int day = number();
    return day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth();
  }

  private boolean time() {
    int hour = number();
    if (hour < 0 || hour > 23 || !take(':')) {
      return false;
    }
    int minute = number();
    if (minute < 0 || minute > 59 || !take(':')) {
      return false;
    }
    int second = number();
    if (second < 0 || second > 59) {
      return false;
    }
    skipFraction();
    return true;
  }

  private void skipFraction() {
    boolean point = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
    if (point && digitAt(at + 1)) {
      at++;
      while (digitAt(at)) {
        at++;
      }
    }
  }

  /** {@code Z}, or a sign and {@code hh:mm} with both digits. */
  private boolean zone() {
    if (take('Z')) {
      return true;
    }
    if (!take('+') && !take('-')) {
      return false;
    }
    if (!digitAt(at) || !digitAt(at + 1)) {
      return false;
    }
    int hours = number();
    if (hours > 24 || !take(':') || !digitAt(at) || !digitAt(at + 1)) {
      return false;
    }
    return number() <= 60;
  }

  /** One or two digits; -1 when there is none. */
  private int number() {
    if (!digitAt(at)) {
      return -1;
    }
    int value = text.charAt(at++) - '0';
    if (digitAt(at)) {
      value = value * 10 + text.charAt(at++) - '0';
    }
    return value;
  }

  private boolean take(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private boolean digitAt(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }
}
