package dev.sealer.template.sprig.dates;

import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.INT64;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.gocompat.GoDuration;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The methods of {@code time.Time} that take and give what a template can hold. */
final class TimeMethods {

  private TimeMethods() {}

  static @Nullable FuncValue find(TimeValue value, String name) {
    FuncValue found = part(value.time().at(), name);
    found = found == null ? epoch(value.instant(), name) : found;
    found = found == null ? order(value, name) : found;
    return found == null ? change(value, name) : found;
  }

  private static @Nullable FuncValue part(ZonedDateTime at, String name) {
    return switch (name) {
      case "Year" -> number(name, at.getYear());
      case "Day" -> number(name, at.getDayOfMonth());
      case "Hour" -> number(name, at.getHour());
      case "Minute" -> number(name, at.getMinute());
      case "Second" -> number(name, at.getSecond());
      case "Nanosecond" -> number(name, at.getNano());
      case "YearDay" -> number(name, at.getDayOfYear());
      case "Month" ->
          named(
              name,
              new NamedNumber(
                  NamedNumber.MONTH,
                  at.getMonthValue(),
                  at.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
      case "Weekday" ->
          named(
              name,
              new NamedNumber(
                  NamedNumber.WEEKDAY,
                  at.getDayOfWeek().getValue() % 7,
                  at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
      default -> null;
    };
  }

  private static FuncValue number(String name, int number) {
    return Function.of(name, Signature.takes().gives(INT), (context, args) -> IntValue.of(number));
  }

  private static FuncValue named(String name, NamedNumber number) {
    return Function.of(name, Signature.takes().gives(number.type()), (context, args) -> number);
  }

  private static @Nullable FuncValue epoch(Instant at, String name) {
    long millis = Math.floorDiv(at.getNano(), (int) GoDuration.MILLISECOND);
    return switch (name) {
      case "Unix" -> long64(name, at.getEpochSecond());
      case "UnixMilli" -> long64(name, at.getEpochSecond() * 1000 + millis);
      case "UnixMicro" ->
          long64(name, at.getEpochSecond() * 1_000_000 + at.getNano() / GoDuration.MICROSECOND);
      case "UnixNano" -> long64(name, at.getEpochSecond() * GoDuration.SECOND + at.getNano());
      default -> null;
    };
  }

  private static FuncValue long64(String name, long number) {
    return Function.of(
        name, Signature.takes().gives(INT64), (context, args) -> IntValue.int64(number));
  }

  private static @Nullable FuncValue order(TimeValue value, String name) {
    return switch (name) {
      case "Before" -> compare(value, name, order -> order < 0);
      case "After" -> compare(value, name, order -> order > 0);
      case "Equal" -> compare(value, name, order -> order == 0);
      case "Compare" ->
          Function.of(
              name,
              Signature.takes(TimeValue.TYPE).gives(INT),
              (context, args) -> IntValue.of(compare(value, args.value(0))));
      case "Sub" ->
          Function.of(
              name,
              Signature.takes(TimeValue.TYPE).gives(DurationValue.TYPE),
              (context, args) ->
                  new DurationValue(between(instant(args.value(0)), value.instant())));
      case "IsZero" ->
          Function.of(
              name,
              Signature.takes().gives(BOOL),
              (context, args) ->
                  BoolValue.of(value.instant().equals(GoTime.ZERO.at().toInstant())));
      default -> null;
    };
  }

  private static FuncValue compare(TimeValue value, String name, IntPredicate holds) {
    return Function.of(
        name,
        Signature.takes(TimeValue.TYPE).gives(BOOL),
        (context, args) -> BoolValue.of(holds.test(compare(value, args.value(0)))));
  }

  private static int compare(TimeValue value, Value other) {
    return Integer.signum(value.instant().compareTo(instant(other)));
  }

  static Instant instant(Value value) {
    return value instanceof TimeValue time ? time.instant() : GoTime.ZERO.at().toInstant();
  }

  /** Go's {@code Sub}: what does not fit a duration becomes the longest or the shortest. */
  static long between(Instant from, Instant to) {
    try {
      return Duration.between(from, to).toNanos();
    } catch (ArithmeticException e) {
      return to.isAfter(from) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  private static @Nullable FuncValue change(TimeValue value, String name) {
    return switch (name) {
      case "UTC" -> moved(name, value, ZoneOffset.UTC);
      case "Local" ->
          Function.of(
              name,
              Signature.takes().gives(TimeValue.TYPE),
              (context, args) -> new TimeValue(value.time().in(context.zone())));
      case "Format" -> format(name, layout -> TimeFormatter.format(value.time(), layout));
      case "String" ->
          Function.of(
              name,
              Signature.takes().gives(STRING),
              (context, args) -> StringValue.of(value.text().orElse("")));
      case "Add" -> duration(name, value, ZonedDateTime::plusNanos);
      case "Truncate" -> duration(name, value, TimeMethods::truncated);
      case "Round" -> duration(name, value, TimeMethods::rounded);
      case "AddDate" ->
          Function.of(
              name,
              Signature.takes(INT, INT, INT).gives(TimeValue.TYPE),
              (context, args) ->
                  addDate(value.time(), args.integer(0), args.integer(1), args.integer(2)));
      default -> null;
    };
  }

  private static FuncValue moved(String name, TimeValue value, ZoneId zone) {
    return Function.of(
        name,
        Signature.takes().gives(TimeValue.TYPE),
        (context, args) -> new TimeValue(value.time().in(zone)));
  }

  private static FuncValue format(String name, UnaryOperator<String> format) {
    return Function.of(
        name,
        Signature.takes(STRING).gives(STRING),
        (context, args) -> {
          context.budget().text(4L * args.string(0).length());
          return StringValue.of(format.apply(args.string(0)));
        });
  }

  private interface Shift {
    ZonedDateTime apply(ZonedDateTime at, long nanos);
  }

  private static FuncValue duration(String name, TimeValue value, Shift shift) {
    return Function.of(
        name,
        Signature.takes(DurationValue.TYPE).gives(TimeValue.TYPE),
        (context, args) ->
            new TimeValue(
                new GoTime(
                    shift.apply(value.time().at(), args.integer(0)), value.time().zoneName())));
  }

  private static ZonedDateTime truncated(ZonedDateTime at, long unit) {
    return unit <= 0 ? at : at.minusNanos(sinceMultiple(at, unit));
  }

  private static ZonedDateTime rounded(ZonedDateTime at, long unit) {
    if (unit <= 0) {
      return at;
    }
    long rest = sinceMultiple(at, unit);
    return rest < unit - rest ? at.minusNanos(rest) : at.plusNanos(unit - rest);
  }

  /** Nanoseconds since the last multiple of a unit after Go's zero time. */
  private static long sinceMultiple(ZonedDateTime at, long unit) {
    Duration since = Duration.between(GoTime.ZERO.at().toInstant(), at.toInstant());
    var nanos =
        BigInteger.valueOf(since.getSeconds())
            .multiply(BigInteger.valueOf(GoDuration.SECOND))
            .add(BigInteger.valueOf(since.getNano()));
    return nanos.mod(BigInteger.valueOf(unit)).longValueExact();
  }

  /** Days that do not exist run on into the next month: 31 October and a month is 1 December. */
  private static Value addDate(GoTime time, long years, long months, long days) {
    ZonedDateTime at = time.at();
    ZonedDateTime first = at.withDayOfMonth(1).plusYears(years).plusMonths(months);
    return new TimeValue(
        new GoTime(first.plusDays(at.getDayOfMonth() - 1 + days), time.zoneName()));
  }
}
