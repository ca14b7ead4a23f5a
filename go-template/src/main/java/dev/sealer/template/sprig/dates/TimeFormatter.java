package dev.sealer.template.sprig.dates;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Writes times under Go's layouts. */
final class TimeFormatter {

  private final GoTime time;
  private final ZonedDateTime at;
  private final StringBuilder out = new StringBuilder();

  private TimeFormatter(GoTime time) {
    this.time = time;
    this.at = time.at();
  }

  static String format(GoTime time, String layout) {
    TimeFormatter formatter = new TimeFormatter(time);
    for (Layout.Part part : Layout.parts(layout)) {
      formatter.out.append(part.prefix());
      formatter.element(part);
    }
    return formatter.out.toString();
  }

  private void element(Layout.Part part) {
    if (part.isFraction()) {
      fraction(part);
      return;
    }
    switch (part.element()) {
      case "" -> {}
      case "January" -> out.append(at.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case "Jan" -> out.append(monthName(), 0, 3);
      case "Monday" -> out.append(dayName());
      case "Mon" -> out.append(dayName(), 0, 3);
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

  private String monthName() {
    return at.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private String dayName() {
    return at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
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

  private void fraction(Layout.Part part) {
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
