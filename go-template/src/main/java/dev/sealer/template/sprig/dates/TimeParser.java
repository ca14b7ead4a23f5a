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

  private final String layout;
  private final String text;
  private final ZoneId local;
  private final TimeFields fields = new TimeFields();

  private TimeParser(String layout, String text, ZoneId local) {
    this.layout = layout;
    this.text = text;
    this.local = local;
  }

  static GoTime parse(String layout, String text, ZoneId local) {
    return new TimeParser(layout, text, local).parse();
  }

  private GoTime parse() {
    TimeCursor cursor = new TimeCursor(text);
    List<Layout.Part> parts = Layout.parts(layout);
    for (int i = 0; i < parts.size(); i++) {
      Layout.Part part = parts.get(i);
      if (!cursor.skip(part.prefix())) {
        throw cannotParse(cursor.rest(), part.prefix());
      }
      if (part.element().isEmpty()) {
        break;
      }
      String hold = cursor.rest();
      boolean nextIsFraction = i + 1 < parts.size() && parts.get(i + 1).isFraction();
      boolean read = new TimeElement(cursor, fields).read(part, nextIsFraction);
      if (!fields.outOfRange.isEmpty()) {
        throw problem(": " + fields.outOfRange + " out of range");
      }
      if (!read) {
        throw cannotParse(hold, part.element());
      }
    }
    if (!cursor.atEnd()) {
      throw new FunctionException(
          about().text(": extra text: ").value(GoQuoting.quote(cursor.rest())));
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

  private GoTime build() {
    if (fields.afternoon && fields.hour < 12) {
      fields.hour += 12;
    } else if (fields.morning && fields.hour == 12) {
      fields.hour = 0;
    }
    if (fields.dayOfYear >= 0) {
      fromDayOfYear();
    }
    int month = fields.month < 0 ? 1 : fields.month;
    int day = fields.day < 0 ? 1 : fields.day;
    if (day < 1 || day > YearMonth.of(fields.year, month).lengthOfMonth()) {
      throw problem(": day out of range");
    }
    LocalDateTime at =
        LocalDateTime.of(
            fields.year, month, day, fields.hour, fields.minute, fields.second, fields.nano);
    return inZone(at);
  }

  private void fromDayOfYear() {
    Year year = Year.of(fields.year);
    if (fields.dayOfYear < 1 || fields.dayOfYear > year.length()) {
      throw problem(": day-of-year out of range");
    }
    var date = year.atDay(fields.dayOfYear);
    if (fields.month >= 0 && fields.month != date.getMonthValue()) {
      throw problem(": day-of-year does not match month");
    }
    if (fields.day >= 0 && fields.day != date.getDayOfMonth()) {
      throw problem(": day-of-year does not match day");
    }
    fields.month = date.getMonthValue();
    fields.day = date.getDayOfMonth();
  }

  private GoTime inZone(LocalDateTime at) {
    if (fields.utc) {
      return new GoTime(at.atZone(ZoneOffset.UTC), "");
    }
    if (fields.offsetSeconds != TimeFields.NO_OFFSET) {
      return withOffset(at, fields.offsetSeconds);
    }
    if (!fields.zoneName.isEmpty()) {
      GoTime here = new GoTime(at.atZone(local), "");
      return here.abbreviation().equals(fields.zoneName)
          ? here
          : new GoTime(
              at.atOffset(ZoneOffset.UTC).atZoneSameInstant(gmtOffset(fields.zoneName)),
              fields.zoneName);
    }
    return new GoTime(at.atZone(local), "");
  }

  private GoTime withOffset(LocalDateTime at, int seconds) {
    try {
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(seconds);
      GoTime here = new GoTime(at.atOffset(offset).atZoneSameInstant(local), "");
      boolean same = here.offsetSeconds() == seconds;
      if (same && (fields.zoneName.isEmpty() || here.abbreviation().equals(fields.zoneName))) {
        return here;
      }
      return new GoTime(at.atZone(offset), fields.zoneName);
    } catch (DateTimeException e) {
      // Go takes offsets of up to a day, Java of 18 hours; nobody lives there.
      throw problem(": time zone offset hour out of range");
    }
  }

  /** A zone that is only known by its name counts as UTC, but {@code GMT+3} says its offset. */
  private static ZoneOffset gmtOffset(String name) {
    if (!name.startsWith("GMT") || name.length() == 3) {
      return ZoneOffset.UTC;
    }
    int hours = Integer.parseInt(name.substring(3));
    return Math.abs(hours) <= 18 ? ZoneOffset.ofHours(hours) : ZoneOffset.UTC;
  }
}
