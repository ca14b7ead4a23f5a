package dev.sealer.sync.plan.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A cron schedule of five fields, as Argo CD reads it: minute, hour, day of the month, month, day
 * of the week. Where both days are restricted, either one is enough.
 *
 * <p>A time that a change to daylight-saving time skips is taken an hour later. A time that occurs
 * twice is taken once, unless the schedule is of every hour.
 */
final class CronSchedule {

  private static final int FIELDS = 5;
  private static final int MOST_LENGTH = 200;
  private static final int MOST_DAYS = 366 * 5;
  private static final int DAYS_OF_WEEK = 7;
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet days;
  private final BitSet months;
  private final BitSet weekdays;
  private final boolean everyHour;
  private final boolean eitherDay;

  private CronSchedule(String[] fields) {
    this.minutes = field(fields[0], 0, 59, List.of());
    this.hours = field(fields[1], 0, 23, List.of());
    this.days = field(fields[2], 1, 31, List.of());
    this.months = field(fields[3], 1, 12, MONTHS);
    this.weekdays = field(fields[4], 0, DAYS_OF_WEEK - 1, DAYS);
    this.everyHour = isAny(fields[1]);
    this.eitherDay = !isAny(fields[2]) && !isAny(fields[4]);
  }

  /**
   * Reads a schedule.
   *
   * @throws IllegalArgumentException if it is not one; says why
   */
  static CronSchedule parse(String text) {
    String[] fields = text.strip().split("\\s+", -1);
    if (text.length() > MOST_LENGTH || fields.length != FIELDS) {
      throw new IllegalArgumentException(
          "a cron schedule has five fields: minute, hour, day of the month, month, day of the"
              + " week");
    }
    return new CronSchedule(fields);
  }

  private static boolean isAny(String field) {
    return field.startsWith("*") || field.startsWith("?");
  }

  private static BitSet field(String text, int low, int high, List<String> names) {
    BitSet all = new BitSet();
    for (String part : text.split(",", -1)) {
      String[] step = part.split("/", -1);
      if (step.length > 2) {
        throw invalid(part);
      }
      int by = step.length == 2 ? number(step[1], 0, List.of(), part) : 1;
      if (by == 0) {
        throw invalid(part);
      }
      // A step after a single number counts to the end.
      String range = step.length == 2 && !step[0].contains("-") ? step[0] + "-" + high : step[0];
      range(isWildcard(step[0]) ? low + "-" + high : range, low, high, names, by).forEach(all::set);
    }
    return all;
  }

  private static IntStream range(String text, int low, int high, List<String> names, int by) {
    String[] ends = text.split("-", -1);
    if (ends.length > 2) {
      throw invalid(text);
    }
    int from = number(ends[0], low, names, text);
    int until = ends.length == 2 ? number(ends[1], low, names, text) : from;
    if (from < low || until > high || from > until) {
      throw invalid(text);
    }
    return IntStream.iterate(from, value -> value <= until, value -> value + by);
  }

  private static boolean isWildcard(String text) {
    return text.equals("*") || text.equals("?");
  }

  private static int number(String text, int first, List<String> names, String part) {
    int name = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (name >= 0) {
      return name + first;
    }
    if (!text.matches("[0-9]{1,3}")) {
      throw invalid(part);
    }
    return Integer.parseInt(text);
  }

  private static IllegalArgumentException invalid(String part) {
    return new IllegalArgumentException("\"" + part + "\" is not a valid part of a cron schedule");
  }

  /** Returns the first time after {@code after}; empty if there is none in five years. */
  Optional<Instant> next(Instant after, ZoneId zone) {
    // The day before may reach into this one, where a change of the clock moves midnight.
    LocalDate first = after.atZone(zone).toLocalDate().minusDays(1);
    for (int i = 0; i < MOST_DAYS; i++) {
      LocalDate date = first.plusDays(i);
      Optional<Instant> found =
          isOn(date)
              ? times(date, zone).stream()
                  .filter(time -> time.isAfter(after))
                  .min(Instant::compareTo)
              : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private boolean isOn(LocalDate date) {
    boolean day = days.get(date.getDayOfMonth());
    boolean weekday = weekdays.get(date.getDayOfWeek().getValue() % DAYS_OF_WEEK);
    return months.get(date.getMonthValue()) && (eitherDay ? day || weekday : day && weekday);
  }

  private List<Instant> times(LocalDate date, ZoneId zone) {
    List<Instant> times = new ArrayList<>();
    for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
      for (int minute = minutes.nextSetBit(0);
          minute >= 0;
          minute = minutes.nextSetBit(minute + 1)) {
        LocalDateTime local = date.atTime(hour, minute);
        times.add(ZonedDateTime.of(local, zone).toInstant());
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (everyHour && offsets.size() > 1) {
          times.add(local.toInstant(offsets.getLast()));
        }
      }
    }
    return times;
  }
}
