package dev.sealer.template.sprig.dates;

import static dev.sealer.template.value.GoType.FLOAT64;
import static dev.sealer.template.value.GoType.INT64;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.gocompat.GoDuration;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Go {@code time.Duration}.
 *
 * @param nanos its nanoseconds
 */
record DurationValue(long nanos) implements ObjectValue {

  static final GoType TYPE = GoType.named("time.Duration", Kind.INT64);

  private static final Signature ROUNDS = Signature.takes(TYPE).gives(TYPE);

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
    return Optional.of(GoDuration.format(nanos));
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
              name,
              Signature.takes().gives(STRING),
              (context, args) -> StringValue.of(GoDuration.format(nanos)));
      case "Hours" -> units(name, GoDuration.HOUR);
      case "Minutes" -> units(name, GoDuration.MINUTE);
      case "Seconds" -> units(name, GoDuration.SECOND);
      case "Milliseconds" -> count(name, GoDuration.MILLISECOND);
      case "Microseconds" -> count(name, GoDuration.MICROSECOND);
      case "Nanoseconds" -> count(name, 1);
      case "Round" ->
          Function.of(
              name,
              ROUNDS,
              (context, args) -> new DurationValue(GoDuration.round(nanos, args.integer(0))));
      case "Truncate" ->
          Function.of(
              name,
              ROUNDS,
              (context, args) ->
                  args.integer(0) <= 0 ? this : new DurationValue(nanos - nanos % args.integer(0)));
      case "Abs" ->
          Function.of(
              name,
              Signature.takes().gives(TYPE),
              (context, args) ->
                  new DurationValue(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos)));
      default -> null;
    };
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
