package dev.sealer.template.sprig.dates;

/** Reads the time zone in the text of a time. */
final class TimeZoneElement {

  private final TimeCursor cursor;
  private final TimeFields fields;

  TimeZoneElement(TimeCursor cursor, TimeFields fields) {
    this.cursor = cursor;
    this.fields = fields;
  }

  /** An abbreviation such as {@code CET}. */
  boolean name() {
    if (cursor.rest().startsWith("UTC")) {
      cursor.take(3);
      fields.utc = true;
      return true;
    }
    int length = nameLength(cursor.rest());
    if (length == 0) {
      return false;
    }
    fields.zoneName = cursor.take(length);
    return true;
  }

  private static int nameLength(String text) {
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

  /** An offset such as {@code -07:00}, or {@code Z} where the layout allows it. */
  boolean offset(String element) {
    if (element.startsWith("Z") && cursor.take('Z')) {
      fields.utc = true;
      return true;
    }
    if (cursor.left() < element.length()) {
      return false;
    }
    String text = cursor.take(element.length());
    for (int i = 1; i < element.length(); i++) {
      boolean colon = element.charAt(i) == ':';
      char c = text.charAt(i);
      if (colon ? c != ':' : c < '0' || c > '9') {
        return false;
      }
    }
    char sign = text.charAt(0);
    return (sign == '+' || sign == '-') && store(sign == '-', text.replace(":", ""));
  }

  private boolean store(boolean negative, String digits) {
    int hours = two(digits, 1);
    int minutes = two(digits, 3);
    int seconds = two(digits, 5);
    if (hours > 24) {
      fields.outOfRange = "time zone offset hour";
    } else if (minutes > 60) {
      fields.outOfRange = "time zone offset minute";
    } else if (seconds > 60) {
      fields.outOfRange = "time zone offset second";
    }
    int offset = (hours * 60 + minutes) * 60 + seconds;
    fields.offsetSeconds = negative ? -offset : offset;
    return true;
  }

  private static int two(String digits, int from) {
    return from < digits.length() ? Integer.parseInt(digits.substring(from, from + 2)) : 0;
  }
}
