package dev.sealer.template.sprig.dates;

import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.INT64;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.gocompat.GoDuration;
import dev.sealer.template.sprig.base.JsonText;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A Go {@code time.Time}, with the methods whose types a template can hold. */
public final class TimeValue implements ObjectValue, JsonText {

  static final GoType TYPE = GoType.named("time.Time", Kind.STRUCT);

  private static final String RFC_3339 = "2006-01-02T15:04:05.999999999Z07:00";
  private static final String STRING_LAYOUT = "2006-01-02 15:04:05.999999999 -0700 MST";

  private final GoTime time;

  TimeValue(GoTime time) {
    this.time = time;
  }

  /** Makes a moment in a time zone. */
  public static TimeValue of(Instant instant, ZoneId zone) {
    return new TimeValue(GoTime.of(instant, zone));
  }

  GoTime time() {
    return time;
  }

  Instant instant() {
    return time.at().toInstant();
  }

  /** Returns the moment of a value; Go's zero time for one that is not a time. */
  static Instant instant(Value value) {
    return value instanceof TimeValue time ? time.instant() : GoTime.ZERO.at().toInstant();
  }

  @Override
  public GoType type() {
    return TYPE;
  }

  @Override
  public Value underlying() {
    return this;
  }

  @Override
  public Optional<String> text() {
    return Optional.of(TimeLayout.format(time, STRING_LAYOUT));
  }

  @Override
  public String jsonText() {
    return TimeLayout.format(time, RFC_3339);
  }

  @Override
  public @Nullable Value field(String name) {
    return null;
  }

  @Override
  public List<String> fieldNames() {
    return List.of();
  }

  @Override
  public @Nullable FuncValue method(String name) {
    FuncValue found = part(name);
    found = found == null ? epoch(name) : found;
    found = found == null ? order(name) : found;
    return found == null ? change(name) : found;
  }

  private static FuncValue gives(String name, Value result) {
    return Function.of(name, Signature.takes().gives(result.type()), (context, args) -> result);
  }

  private @Nullable FuncValue part(String name) {
    ZonedDateTime at = time.at();
    return switch (name) {
      case "Year" -> gives(name, IntValue.of(at.getYear()));
      case "Day" -> gives(name, IntValue.of(at.getDayOfMonth()));
      case "Hour" -> gives(name, IntValue.of(at.getHour()));
      case "Minute" -> gives(name, IntValue.of(at.getMinute()));
      case "Second" -> gives(name, IntValue.of(at.getSecond()));
      case "Nanosecond" -> gives(name, IntValue.of(at.getNano()));
      case "YearDay" -> gives(name, IntValue.of(at.getDayOfYear()));
      case "Month" -> gives(name, NamedNumber.of(at.getMonth()));
      case "Weekday" -> gives(name, NamedNumber.of(at.getDayOfWeek()));
      default -> null;
    };
  }

  private @Nullable FuncValue epoch(String name) {
    Instant at = instant();
    return switch (name) {
      case "Unix" -> count(name, at.getEpochSecond());
      case "UnixMilli" ->
          count(name, at.getEpochSecond() * 1000 + at.getNano() / GoDuration.MILLISECOND);
      case "UnixMicro" ->
          count(name, at.getEpochSecond() * 1_000_000 + at.getNano() / GoDuration.MICROSECOND);
      case "UnixNano" -> count(name, at.getEpochSecond() * GoDuration.SECOND + at.getNano());
      default -> null;
    };
  }

  private static FuncValue count(String name, long number) {
    return Function.of(
        name, Signature.takes().gives(INT64), (context, args) -> IntValue.int64(number));
  }

  private @Nullable FuncValue order(String name) {
    return switch (name) {
      case "Before" -> compare(name, order -> order < 0);
      case "After" -> compare(name, order -> order > 0);
      case "Equal" -> compare(name, order -> order == 0);
      case "Compare" ->
          Function.of(
              name,
              Signature.takes(TYPE).gives(INT),
              (context, args) -> IntValue.of(compareTo(args.value(0))));
      case "Sub" ->
          Function.of(
              name,
              Signature.takes(TYPE).gives(DurationValue.TYPE),
              (context, args) -> DurationValue.between(instant(args.value(0)), instant()));
      case "IsZero" ->
          Function.of(
              name,
              Signature.takes().gives(BOOL),
              (context, args) -> BoolValue.of(instant().equals(GoTime.ZERO.at().toInstant())));
      default -> null;
    };
  }

  private FuncValue compare(String name, IntPredicate holds) {
    return Function.of(
        name,
        Signature.takes(TYPE).gives(BOOL),
        (context, args) -> BoolValue.of(holds.test(compareTo(args.value(0)))));
  }

  private int compareTo(Value other) {
    return Integer.signum(instant().compareTo(instant(other)));
  }

  private @Nullable FuncValue change(String name) {
    return switch (name) {
      case "UTC" -> gives(name, new TimeValue(time.in(ZoneOffset.UTC)));
      case "Local" ->
          Function.of(
              name,
              Signature.takes().gives(TYPE),
              (context, args) -> new TimeValue(time.in(context.zone())));
      case "Format" ->
          Function.of(
              name,
              Signature.takes(STRING).gives(STRING),
              (context, args) -> {
                context.budget().text(4L * args.string(0).length());
                return StringValue.of(TimeLayout.format(time, args.string(0)));
              });
      case "String" ->
          Function.of(
              name,
              Signature.takes().gives(STRING),
              (context, args) -> StringValue.of(text().orElse("")));
      case "Add" -> shift(name, ZonedDateTime::plusNanos);
      case "Truncate" -> shift(name, TimeValue::truncated);
      case "Round" -> shift(name, TimeValue::rounded);
      case "AddDate" ->
          Function.of(
              name,
              Signature.takes(INT, INT, INT).gives(TYPE),
              (context, args) -> addDate(args.integer(0), args.integer(1), args.integer(2)));
      default -> null;
    };
  }

  private interface Shift {
    ZonedDateTime apply(ZonedDateTime at, long nanos);
  }

  private FuncValue shift(String name, Shift shift) {
    return Function.of(
        name,
        Signature.takes(DurationValue.TYPE).gives(TYPE),
        (context, args) -> with(shift.apply(time.at(), args.integer(0))));
  }

  /** Returns another moment in the same zone. */
  TimeValue with(ZonedDateTime at) {
    return new TimeValue(new GoTime(at, time.zoneName()));
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

  /** Returns the nanoseconds since the last multiple of a unit after Go's zero time. */
  private static long sinceMultiple(ZonedDateTime at, long unit) {
    Duration since = Duration.between(GoTime.ZERO.at().toInstant(), at.toInstant());
    var nanos =
        BigInteger.valueOf(since.getSeconds())
            .multiply(BigInteger.valueOf(GoDuration.SECOND))
            .add(BigInteger.valueOf(since.getNano()));
    return nanos.mod(BigInteger.valueOf(unit)).longValueExact();
  }

  /** Adds to the date. 31 October plus a month is 31 November, which is 1 December. */
  private Value addDate(long years, long months, long days) {
    ZonedDateTime at = time.at();
    ZonedDateTime first = at.withDayOfMonth(1).plusYears(years).plusMonths(months);
    return with(first.plusDays(at.getDayOfMonth() - 1 + days));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeValue that && time.equals(that.time);
  }

  @Override
  public int hashCode() {
    return time.hashCode();
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "TimeValue[time.Time]";
  }
}
