package dev.sealer.template.sprig.dates;

import java.util.ArrayList;
import java.util.List;

/** A Go time layout, cut into the elements of the reference time and the text between them. */
final class Layout {

  private static final String[] ELEMENTS = {
    "January",
    "Jan",
    "Monday",
    "Mon",
    "MST",
    "002",
    "01",
    "02",
    "03",
    "04",
    "05",
    "06",
    "15",
    "1",
    "2006",
    "2",
    "__2",
    "_2",
    "3",
    "4",
    "5",
    "PM",
    "pm",
    "-07:00:00",
    "-070000",
    "-07:00",
    "-0700",
    "-07",
    "Z07:00:00",
    "Z070000",
    "Z07:00",
    "Z0700",
    "Z07"
  };

  private Layout() {}

  /**
   * One part of a layout.
   *
   * @param prefix plain text before the element
   * @param element the element as it is written; empty for the text at the end
   */
  record Part(String prefix, String element) {

    /** Digits of a fraction such as {@code .000} or {@code ,999}. */
    boolean isFraction() {
      return element.length() > 1 && (element.charAt(0) == '.' || element.charAt(0) == ',');
    }

    /** A fraction of zeros, whose digits are all written. */
    boolean isFixedFraction() {
      return isFraction() && element.charAt(1) == '0';
    }
  }

  static List<Part> parts(String layout) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    int at = 0;
    while (at < layout.length()) {
      if (layout.startsWith("_2006", at)) {
        at++;
      }
      String element = elementAt(layout, at);
      if (element.isEmpty()) {
        at++;
        continue;
      }
      parts.add(new Part(layout.substring(from, at), element));
      at += element.length();
      from = at;
    }
    parts.add(new Part(layout.substring(from), ""));
    return parts;
  }

  private static String elementAt(String layout, int at) {
    char first = layout.charAt(at);
    if (first == '.' || first == ',') {
      return fraction(layout, at);
    }
    for (String element : ELEMENTS) {
      if (first == element.charAt(0) && layout.startsWith(element, at)) {
        boolean word = element.equals("Jan") || element.equals("Mon");
        if (!word || !lowerCaseAt(layout, at + element.length())) {
          return element;
        }
      }
    }
    return "";
  }

  private static boolean lowerCaseAt(String layout, int at) {
    return at < layout.length() && layout.charAt(at) >= 'a' && layout.charAt(at) <= 'z';
  }

  private static String fraction(String layout, int at) {
    int end = at + 1;
    if (end == layout.length() || (layout.charAt(end) != '0' && layout.charAt(end) != '9')) {
      return "";
    }
    char digit = layout.charAt(end);
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    boolean more = end < layout.length() && Character.isDigit(layout.charAt(end));
    return more ? "" : layout.substring(at, end);
  }
}
