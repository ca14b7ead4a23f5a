package dev.sealer.template.sprig.dates;

import java.util.Locale;

/** A position in the text of a time. */
final class TimeCursor {

  /** What the reading methods give where there is nothing to read. */
  static final int NONE = -1;

  private final String text;
  private int at;

  TimeCursor(String text) {
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

  /** The character {@code ahead} of here, or NUL after the end. */
  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  boolean digitAt(int ahead) {
    return peek(ahead) >= '0' && peek(ahead) <= '9';
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

  /** Goes past a text; a space in it stands for any number of them. */
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

  /** A number of one or two digits. */
  int number(boolean bothDigits) {
    if (!digitAt(0) || (bothDigits && !digitAt(1))) {
      return NONE;
    }
    return Integer.parseInt(take(digitAt(1) ? 2 : 1));
  }

  /** A number of one to three digits. */
  int dayOfYear(boolean allDigits) {
    int digits = 0;
    while (digits < 3 && digitAt(digits)) {
      digits++;
    }
    return digits == 0 || (allDigits && digits != 3) ? NONE : Integer.parseInt(take(digits));
  }

  /** The index of the first of some names that stands here, in any case. */
  int name(String[] names, int length) {
    for (int i = 0; i < names.length; i++) {
      String name = length > 0 ? names[i].substring(0, length) : names[i];
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
}
