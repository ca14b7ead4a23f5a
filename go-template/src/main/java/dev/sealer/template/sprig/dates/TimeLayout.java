package dev.sealer.template.sprig.dates;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A Go time layout, cut into the elements of the reference time and the strings between them; and
 * the output of one time under it.
 */
final class TimeLayout {

  /** From January on. */
  static final List<String> MONTHS =
      Arrays.stream(Month.values()).map(month -> name(month)).toList();

  /** From Sunday on. */
  static final List<String> DAYS =
      Arrays.stream(DayOfWeek.values()).map(day -> name(day.minus(1))).toList();

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

  private final GoTime time;
  private final ZonedDateTime at;
  private final StringBuilder out = new StringBuilder();

  private TimeLayout(GoTime time) {
    this.time = time;
    this.at = time.at();
  }

  static String name(Month month) {
    return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /** Formats a time ({@code Time.Format}). */
  static String format(GoTime time, String layout) {
    TimeLayout output = new TimeLayout(time);
    for (Part part : parts(layout)) {
      output.out.append(part.prefix());
      output.element(part);
    }
    return output.out.toString();
  }

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

    /** Returns whether it is a fraction of zeros, whose digits are all written. */
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

  private void element(Part part) {
    if (part.isFraction()) {
      fraction(part);
      return;
    }
    switch (part.element()) {
      case "" -> {}
      case "January" -> out.append(name(at.getMonth()));
      case "Jan" -> out.append(name(at.getMonth()), 0, 3);
      case "Monday" -> out.append(name(at.getDayOfWeek()));
      case "Mon" -> out.append(name(at.getDayOfWeek()), 0, 3);
      case "2006" -> year();
      case "06" -> padded(Math.floorMod(at.getYear(), 100), 2, '0');
      case "1" -> out.append(at.getMonthValue());
      case "01" -> padded(at.getMonthValue(), 2, '0');
      case "2" -> out.append(at.getDayOfMonth());
      case "_2" -> padded(at.getDayOfMonth(), 2, ' ');
      case "02" -> padded(at.getDayOfMonth(), 2, '0');
      case "__2" -> padded(at.getDayOfYear(), 3, ' ');
      case "002" -> padded(at.getDayOfYear(), 3, '0');
      case "MST" -> zoneName();
      default -> clockOrOffset(part.element());
    }
  }

  private void clockOrOffset(String element) {
    int hour12 = at.getHour() % 12 == 0 ? 12 : at.getHour() % 12;
    switch (element) {
      case "15" -> padded(at.getHour(), 2, '0');
      case "3" -> out.append(hour12);
      case "03" -> padded(hour12, 2, '0');
      case "4" -> out.append(at.getMinute());
      case "04" -> padded(at.getMinute(), 2, '0');
      case "5" -> out.append(at.getSecond());
      case "05" -> padded(at.getSecond(), 2, '0');
      case "PM" -> out.append(at.getHour() >= 12 ? "PM" : "AM");
      case "pm" -> out.append(at.getHour() >= 12 ? "pm" : "am");
      default -> offset(element);
    }
  }

  private void year() {
    if (at.getYear() < 0) {
      out.append('-');
    }
    padded(Math.abs(at.getYear()), 4, '0');
  }

  private void padded(int number, int width, char pad) {
    String digits = Integer.toString(number);
    out.append(String.valueOf(pad).repeat(Math.max(0, width - digits.length()))).append(digits);
  }

  private void fraction(Part part) {
    String digits = String.format(Locale.ROOT, "%09d", at.getNano());
    String wanted = digits.substring(0, Math.min(9, part.element().length() - 1));
    if (!part.isFixedFraction()) {
      wanted = wanted.replaceFirst("0+$", "");
    }
    if (!wanted.isEmpty()) {
      out.append(part.element().charAt(0)).append(wanted);
    }
  }

  private void zoneName() {
    String name = time.abbreviation();
    if (!name.isEmpty()) {
      out.append(name);
      return;
    }
    int minutes = time.offsetSeconds() / 60;
    out.append(minutes < 0 ? '-' : '+');
    padded(Math.abs(minutes) / 60, 2, '0');
    padded(Math.abs(minutes) % 60, 2, '0');
  }

  private void offset(String element) {
    int seconds = time.offsetSeconds();
    if (element.startsWith("Z") && seconds == 0) {
      out.append('Z');
      return;
    }
    int magnitude = Math.abs(seconds);
    String separator = element.indexOf(':') >= 0 ? ":" : "";
    int digits = element.replace(":", "").length() - 1;
    // An offset of less than a minute has no sign where seconds are not written.
    boolean negative = seconds < 0 && (magnitude >= 60 || digits == 6);
    out.append(negative ? '-' : '+');
    int[] parts = {magnitude / 3600, magnitude / 60 % 60, magnitude % 60};
    for (int i = 0; i < digits / 2; i++) {
      out.append(i == 0 ? "" : separator);
      padded(parts[i], 2, '0');
    }
  }
}
