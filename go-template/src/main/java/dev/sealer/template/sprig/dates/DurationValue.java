package dev.sealer.template.sprig.dates;

import static dev.sealer.template.value.GoType.FLOAT64;
import static dev.sealer.template.value.GoType.INT64;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.gocompat.GoDuration;
import dev.sealer.gocompat.GoNumbers;
import dev.sealer.gocompat.InvalidDurationException;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A Go {@code time.Duration}.
 *
 * @param nanos its nanoseconds
 */
record DurationValue(long nanos) implements ObjectValue {

  static final GoType TYPE = GoType.named("time.Duration", Kind.INT64);

  private static final Signature ROUNDS = Signature.takes(TYPE).gives(TYPE);
  private static final long DAY = 24 * GoDuration.HOUR;
  private static final long[] UNITS = {
    365 * DAY, 30 * DAY, DAY, GoDuration.HOUR, GoDuration.MINUTE, GoDuration.SECOND
  };
  private static final String[] UNIT_NAMES = {"y", "mo", "d", "h", "m", "s"};

  /**
   * Reads a duration.
   *
   * @throws FunctionException with Go's message
   */
  static DurationValue parse(String text) {
    try {
      return new DurationValue(GoDuration.parseNanos(text));
    } catch (InvalidDurationException e) {
      ErrorText words = ErrorText.of(e.problem() + " ");
      String unit = e.unit();
      throw new FunctionException(
          unit == null
              ? words.value(e.duration())
              : words.value(unit).text(" in duration ").value(e.duration()));
    }
  }

  /** Go's {@code Sub}: what does not fit a duration becomes the longest or the shortest. */
  static DurationValue between(Instant from, Instant to) {
    try {
      return new DurationValue(Duration.between(from, to).toNanos());
    } catch (ArithmeticException e) {
      return new DurationValue(to.isAfter(from) ? Long.MAX_VALUE : Long.MIN_VALUE);
    }
  }

  /** Sprig's {@code duration}: seconds, from a string or an {@code int64}; 0 for anything else. */
  static DurationValue ofSeconds(Value value) {
    long seconds =
        switch (value) {
          case StringValue text -> wholeNumber(text.text());
          case IntValue number when number.type().equals(INT64) -> number.number();
          default -> 0;
        };
    return new DurationValue(seconds * GoDuration.SECOND);
  }

  /** {@code strconv.ParseInt} without its error: what is too large becomes the largest. */
  private static long wholeNumber(String text) {
    OptionalLong number = GoNumbers.parseInt(text, 10);
    if (number.isPresent()) {
      return number.getAsLong();
    }
    if (!text.matches("[+-]?[0-9]+")) {
      return 0;
    }
    return text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** Sprig's {@code durationRound}: a duration, or the time since a moment, in its largest unit. */
  static String rounded(Value value, Instant now) {
    long nanos =
        switch (value) {
          case StringValue text -> GoDuration.parse(text.text()).map(Duration::toNanos).orElse(0L);
          case IntValue number when number.type().equals(INT64) -> number.number();
          case TimeValue time -> between(time.instant(), now).nanos;
          default -> 0;
        };
    // The shortest duration has no positive counterpart, so it is compared as unsigned.
    long magnitude = Math.abs(nanos);
    for (int i = 0; i < UNITS.length; i++) {
      if (Long.compareUnsigned(magnitude, UNITS[i]) > 0) {
        return Long.divideUnsigned(magnitude, UNITS[i]) + UNIT_NAMES[i];
      }
    }
    return "0s";
  }

  /** Rounds to a multiple of a unit in nanoseconds. */
  DurationValue round(long unit) {
    return new DurationValue(GoDuration.round(nanos, unit));
  }

  @Override
  public GoType type() {
    return TYPE;
  }

  @Override
  public Value underlying() {
    return IntValue.int64(nanos);
  }

  @Override
  public Optional<String> text() {
    return Optional.of(format());
  }

  String format() {
    return GoDuration.format(nanos);
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
    return switch (name) {
      case "String" ->
          Function.of(
              name, Signature.takes().gives(STRING), (context, args) -> StringValue.of(format()));
      case "Hours" -> units(name, GoDuration.HOUR);
      case "Minutes" -> units(name, GoDuration.MINUTE);
      case "Seconds" -> units(name, GoDuration.SECOND);
      case "Milliseconds" -> count(name, GoDuration.MILLISECOND);
      case "Microseconds" -> count(name, GoDuration.MICROSECOND);
      case "Nanoseconds" -> count(name, 1);
      case "Round" -> Function.of(name, ROUNDS, (context, args) -> round(args.integer(0)));
      case "Truncate" -> Function.of(name, ROUNDS, (context, args) -> truncate(args.integer(0)));
      case "Abs" ->
          Function.of(
              name,
              Signature.takes().gives(TYPE),
              (context, args) ->
                  new DurationValue(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos)));
      default -> null;
    };
  }

  private DurationValue truncate(long unit) {
    return unit <= 0 ? this : new DurationValue(nanos - nanos % unit);
  }

  private FuncValue units(String name, long unit) {
    return Function.of(
        name,
        Signature.takes().gives(FLOAT64),
        (context, args) -> FloatValue.of(whole(nanos / unit) + whole(nanos % unit) / whole(unit)));
  }

  private static double whole(long number) {
    return number;
  }

  private FuncValue count(String name, long unit) {
    return Function.of(
        name, Signature.takes().gives(INT64), (context, args) -> IntValue.int64(nanos / unit));
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "DurationValue[time.Duration]";
  }
}
