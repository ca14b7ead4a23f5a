package dev.sealer.template.sprig.dates;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Reads times under Go's layouts ({@code time.ParseInLocation}). */
final class TimeParser {

  private static final int UNSET = -1;
  private static final int NO_OFFSET = Integer.MIN_VALUE;

  private final String layout;
  private final String text;
  private final ZoneId local;
  private final TimeScanner in;

  private int year;
  private int month = UNSET;
  private int day = UNSET;
  private int dayOfYear = UNSET;
  private int hour;
  private int minute;
  private int second;
  private int nano;
  private boolean morning;
  private boolean afternoon;
  private boolean utc;
  private int offsetSeconds = NO_OFFSET;
  private String zoneName = "";

  private TimeParser(String layout, String text, ZoneId local) {
    this.layout = layout;
    this.text = text;
    this.local = local;
    this.in = new TimeScanner(text);
  }

  /**
   * Reads a time.
   *
   * @param local the zone of a time that names none
   * @throws FunctionException with Go's message
   */
  static GoTime parse(String layout, String text, ZoneId local) {
    return new TimeParser(layout, text, local).parse();
  }

  private GoTime parse() {
    List<TimeLayout.Part> parts = TimeLayout.parts(layout);
    for (int i = 0; i < parts.size(); i++) {
      TimeLayout.Part part = parts.get(i);
      if (!in.skip(part.prefix())) {
        throw cannotParse(in.rest(), part.prefix());
      }
      if (part.element().isEmpty()) {
        break;
      }
      String before = in.rest();
      boolean fractionFollows = i + 1 < parts.size() && parts.get(i + 1).isFraction();
      if (!(part.isFraction() ? fraction(part) : element(part.element(), fractionFollows))) {
        throw cannotParse(before, part.element());
      }
    }
    if (!in.atEnd()) {
      throw new FunctionException(about().text(": extra text: ").value(GoQuoting.quote(in.rest())));
    }
    return build();
  }

  private ErrorText about() {
    return ErrorText.of("parsing time ").value(GoQuoting.quote(text));
  }

  private FunctionException problem(String words) {
    return new FunctionException(about().text(words));
  }

  private FunctionException cannotParse(String rest, String element) {
    return new FunctionException(
        about()
            .text(" as ")
            .value(GoQuoting.quote(layout))
            .text(": cannot parse ")
            .value(GoQuoting.quote(rest))
            .text(" as ")
            .value(GoQuoting.quote(element)));
  }

  /** Reads one element. Returns false if the text does not contain it. */
  private boolean element(String element, boolean fractionFollows) {
    return switch (element) {
      case "2006", "06" -> year(element.length());
      case "January" -> monthName(0);
      case "Jan" -> monthName(3);
      case "1", "01" -> month(in.number(element.length() == 2));
      case "Monday" -> in.name(TimeLayout.DAYS, 0) >= 0;
      case "Mon" -> in.name(TimeLayout.DAYS, 3) >= 0;
      case "2", "_2", "02", "__2", "002" -> day(element);
      case "15" -> hour(in.number(false), 23);
      case "3", "03" -> hour(in.number(element.length() == 2), 12);
      case "4", "04" -> minute(in.number(element.length() == 2));
      case "5", "05" -> second(in.number(element.length() == 2), fractionFollows);
      case "PM" -> halfOfDay("AM", "PM");
      case "pm" -> halfOfDay("am", "pm");
      case "MST" -> zoneName();
      default -> offset(element);
    };
  }

  private int inRange(int value, int first, int last, String name) {
    if (value > last || (value >= 0 && value < first)) {
      throw problem(": " + name + " out of range");
    }
    return value;
  }

  private boolean year(int digits) {
    int number = in.digits(digits);
    year = digits == 4 ? number : number + (number >= 69 ? 1900 : 2000);
    return number >= 0;
  }

  private boolean monthName(int length) {
    month = in.name(TimeLayout.MONTHS, length) + 1;
    return month > 0;
  }

  private boolean month(int number) {
    month = inRange(number, 1, 12, "month");
    return number >= 0;
  }

  private boolean day(String element) {
    for (int i = 0; i < element.length() && element.charAt(i) == '_'; i++) {
      in.take(' ');
    }
    if (element.length() == 3) {
      dayOfYear = in.dayOfYear(element.equals("002"));
      return dayOfYear >= 0;
    }
    day = in.number(element.equals("02"));
    return day >= 0;
  }

  private boolean hour(int number, int last) {
    hour = inRange(number, 0, last, "hour");
    return number >= 0;
  }

  private boolean minute(int number) {
    minute = inRange(number, 0, 59, "minute");
    return number >= 0;
  }

  private boolean second(int number, boolean fractionFollows) {
    second = inRange(number, 0, 59, "second");
    if (number >= 0 && !fractionFollows) {
      optionalFraction();
    }
    return number >= 0;
  }

  /** A fraction can follow the seconds even if the layout has none. */
  private void optionalFraction() {
    int digits = in.fractionDigits();
    if (digits > 0) {
      nanos(digits);
    }
  }

  private boolean fraction(TimeLayout.Part part) {
    if (!part.isFixedFraction()) {
      optionalFraction();
      return true;
    }
    int digits = part.element().length() - 1;
    if (in.fractionDigits() < digits) {
      return false;
    }
    nanos(digits);
    return true;
  }

  private void nanos(int digits) {
    String fraction = in.take(digits + 1).substring(1);
    nano = Integer.parseInt((fraction + "000000000").substring(0, 9));
  }

  private boolean halfOfDay(String am, String pm) {
    String half = in.left() < 2 ? "" : in.take(2);
    morning |= half.equals(am);
    afternoon |= half.equals(pm);
    return half.equals(am) || half.equals(pm);
  }

  private boolean zoneName() {
    if (in.rest().startsWith("UTC")) {
      in.take(3);
      utc = true;
      return true;
    }
    String name = in.zoneName();
    zoneName = name.isEmpty() ? zoneName : name;
    return !name.isEmpty();
  }

  /** Reads an offset such as {@code -07:00}, or {@code Z} where the layout allows it. */
  private boolean offset(String element) {
    if (element.startsWith("Z") && in.take('Z')) {
      utc = true;
      return true;
    }
    String digits = in.offset(element);
    if (digits.isEmpty()) {
      return false;
    }
    int hours = inRange(two(digits, 1), 0, 24, "time zone offset hour");
    int minutes = inRange(two(digits, 3), 0, 60, "time zone offset minute");
    int seconds = inRange(two(digits, 5), 0, 60, "time zone offset second");
    int offset = (hours * 60 + minutes) * 60 + seconds;
    offsetSeconds = digits.charAt(0) == '-' ? -offset : offset;
    return true;
  }

  private static int two(String digits, int from) {
    return from < digits.length() ? Integer.parseInt(digits.substring(from, from + 2)) : 0;
  }

  private GoTime build() {
    if (afternoon && hour < 12) {
      hour += 12;
    } else if (morning && hour == 12) {
      hour = 0;
    }
    if (dayOfYear >= 0) {
      fromDayOfYear();
    }
    int ofYear = month < 0 ? 1 : month;
    int ofMonth = day < 0 ? 1 : day;
    if (ofMonth < 1 || ofMonth > YearMonth.of(year, ofYear).lengthOfMonth()) {
      throw problem(": day out of range");
    }
    return inZone(LocalDateTime.of(year, ofYear, ofMonth, hour, minute, second, nano));
  }

  private void fromDayOfYear() {
    if (dayOfYear < 1 || dayOfYear > Year.of(year).length()) {
      throw problem(": day-of-year out of range");
    }
    var date = Year.of(year).atDay(dayOfYear);
    if (month >= 0 && month != date.getMonthValue()) {
      throw problem(": day-of-year does not match month");
    }
    if (day >= 0 && day != date.getDayOfMonth()) {
      throw problem(": day-of-year does not match day");
    }
    month = date.getMonthValue();
    day = date.getDayOfMonth();
  }

  private GoTime inZone(LocalDateTime at) {
    if (utc) {
      return new GoTime(at.atZone(ZoneOffset.UTC), "");
    }
    if (offsetSeconds != NO_OFFSET) {
      return withOffset(at);
    }
    GoTime here = new GoTime(at.atZone(local), "");
    if (zoneName.isEmpty() || here.abbreviation().equals(zoneName)) {
      return here;
    }
    ZoneOffset offset = gmtOffset(zoneName);
    return new GoTime(at.atOffset(ZoneOffset.UTC).atZoneSameInstant(offset), zoneName);
  }

  private GoTime withOffset(LocalDateTime at) {
    try {
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetSeconds);
      GoTime here = new GoTime(at.atOffset(offset).atZoneSameInstant(local), "");
      boolean same = here.offsetSeconds() == offsetSeconds;
      return same && (zoneName.isEmpty() || here.abbreviation().equals(zoneName))
          ? here
          : new GoTime(at.atZone(offset), zoneName);
    } catch (DateTimeException e) {
      // Go allows offsets of up to a day, Java of 18 hours. No zone has a larger one.
      throw problem(": time zone offset hour out of range");
    }
  }

  /**
   * Returns the offset of a zone that is only known by its name: UTC, unless it is like {@code
   * GMT+3}.
   */
  private static ZoneOffset gmtOffset(String name) {
    if (!name.startsWith("GMT") || name.length() == 3) {
      return ZoneOffset.UTC;
    }
    int hours = Integer.parseInt(name.substring(3));
    return Math.abs(hours) <= 18 ? ZoneOffset.ofHours(hours) : ZoneOffset.UTC;
  }
}
