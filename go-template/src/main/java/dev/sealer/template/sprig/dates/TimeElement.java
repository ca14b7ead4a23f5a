package dev.sealer.template.sprig.dates;

/** Reads one element of a layout. */
final class TimeElement {

  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };

  private static final String[] DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };

  private final TimeCursor cursor;
  private final TimeFields fields;

  TimeElement(TimeCursor cursor, TimeFields fields) {
    this.cursor = cursor;
    this.fields = fields;
  }

  /** False where the text does not hold the element. */
  boolean read(Layout.Part part, boolean fractionFollows) {
    if (part.isFraction()) {
      return fraction(part);
    }
    return switch (part.element()) {
      case "2006" -> year();
      case "06" -> shortYear();
      case "January", "Jan" -> monthName(part.element());
      case "1", "01" -> month(part.element());
      case "Monday" -> cursor.name(DAYS, 0) >= 0;
      case "Mon" -> cursor.name(DAYS, 3) >= 0;
      case "2", "_2", "02", "__2", "002" -> day(part.element());
      case "PM" -> halfOfDay("AM", "PM");
      case "pm" -> halfOfDay("am", "pm");
      case "5", "05" -> second(part.element(), fractionFollows);
      case "MST" -> new TimeZoneElement(cursor, fields).name();
      default -> clockOrZone(part.element());
    };
  }

  private boolean clockOrZone(String element) {
    return switch (element) {
      case "15" -> hour(cursor.number(false), 23);
      case "3" -> hour(cursor.number(false), 12);
      case "03" -> hour(cursor.number(true), 12);
      case "4" -> minute(cursor.number(false));
      case "04" -> minute(cursor.number(true));
      default -> new TimeZoneElement(cursor, fields).offset(element);
    };
  }

  private boolean year() {
    if (cursor.left() < 4 || !cursor.digitAt(0)) {
      return false;
    }
    String digits = cursor.take(4);
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    fields.year = Integer.parseInt(digits);
    return true;
  }

  private boolean shortYear() {
    if (!cursor.digitAt(0) || !cursor.digitAt(1)) {
      return false;
    }
    int year = Integer.parseInt(cursor.take(2));
    fields.year = year >= 69 ? 1900 + year : 2000 + year;
    return true;
  }

  private boolean monthName(String element) {
    fields.month = cursor.name(MONTHS, element.equals("Jan") ? 3 : 0) + 1;
    return fields.month > 0;
  }

  private boolean month(String element) {
    int month = cursor.number(element.equals("01"));
    if (month == 0 || month > 12) {
      fields.outOfRange = "month";
    }
    fields.month = month;
    return month >= 0;
  }

  private boolean day(String element) {
    if (element.startsWith("_")) {
      for (int i = 1; i < element.length(); i++) {
        cursor.take(' ');
      }
    }
    if (element.length() == 3) {
      fields.dayOfYear = cursor.dayOfYear(element.equals("002"));
      return fields.dayOfYear >= 0;
    }
    fields.day = cursor.number(element.equals("02"));
    return fields.day >= 0;
  }

  private boolean hour(int hour, int last) {
    if (hour > last) {
      fields.outOfRange = "hour";
    }
    fields.hour = hour;
    return hour >= 0;
  }

  private boolean minute(int minute) {
    if (minute > 59) {
      fields.outOfRange = "minute";
    }
    fields.minute = minute;
    return minute >= 0;
  }

  private boolean second(String element, boolean fractionFollows) {
    int second = cursor.number(element.equals("05"));
    if (second > 59) {
      fields.outOfRange = "second";
    }
    fields.second = second;
    if (second >= 0 && second <= 59 && !fractionFollows) {
      optionalFraction();
    }
    return second >= 0;
  }

  /** A fraction may follow the seconds even where the layout has none. */
  private void optionalFraction() {
    if ((cursor.peek(0) == '.' || cursor.peek(0) == ',') && cursor.digitAt(1)) {
      int digits = 1;
      while (cursor.digitAt(digits + 1)) {
        digits++;
      }
      nanos(digits);
    }
  }

  private boolean fraction(Layout.Part part) {
    if (!part.isFixedFraction()) {
      optionalFraction();
      return true;
    }
    int digits = part.element().length() - 1;
    if (cursor.peek(0) != '.' && cursor.peek(0) != ',') {
      return false;
    }
    for (int i = 1; i <= digits; i++) {
      if (!cursor.digitAt(i)) {
        return false;
      }
    }
    nanos(digits);
    return true;
  }

  private void nanos(int digits) {
    String text = cursor.take(digits + 1).substring(1);
    String nine = (text + "000000000").substring(0, 9);
    fields.nano = Integer.parseInt(nine);
  }

  private boolean halfOfDay(String morning, String afternoon) {
    if (cursor.left() < 2) {
      return false;
    }
    String half = cursor.take(2);
    fields.morning |= half.equals(morning);
    fields.afternoon |= half.equals(afternoon);
    return half.equals(morning) || half.equals(afternoon);
  }
}
