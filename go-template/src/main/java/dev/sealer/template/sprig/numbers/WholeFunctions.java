package dev.sealer.template.sprig.numbers;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.INT64;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.context.Budget;
import dev.sealer.template.sprig.base.Casts;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.value.Args;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;

/** Sprig's arithmetic of 64-bit integers, which wraps around as Go's does, and its sequences. */
public final class WholeFunctions {

  private static final GoType INTS = GoType.sliceOf(INT);
  private static final Signature MANY = Signature.takesMany(ANY).gives(INT64);
  private static final Signature ONE_OR_MORE = Signature.takesMany(ANY, ANY).gives(INT64);

  private WholeFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    List<Function> all = new ArrayList<>(arithmetic());
    all.addAll(sequences());
    return all;
  }

  private static List<Function> arithmetic() {
    return List.of(
        Function.of(
            "add1",
            Signature.takes(ANY).gives(INT64),
            (context, args) -> IntValue.int64(Casts.toInt64(args.value(0)) + 1)),
        Function.of("add", MANY, (context, args) -> fold(0, args.all(), Long::sum)),
        two("sub", (a, b) -> a - b),
        two("div", (a, b) -> b == 0 ? divisionByZero() : a / b),
        two("mod", (a, b) -> b == 0 ? divisionByZero() : a % b),
        from("mul", (a, b) -> a * b),
        from("max", Math::max),
        from("biggest", Math::max),
        from("min", Math::min));
  }

  private static Function two(String name, LongBinaryOperator operation) {
    return Function.of(
        name,
        Signature.takes(ANY, ANY).gives(INT64),
        (context, args) -> fold(Casts.toInt64(args.value(0)), args.from(1), operation));
  }

  private static Function from(String name, LongBinaryOperator operation) {
    return Function.of(
        name,
        ONE_OR_MORE,
        (context, args) -> fold(Casts.toInt64(args.value(0)), args.from(1), operation));
  }

  private static Value fold(long start, List<Value> values, LongBinaryOperator operation) {
    long result = start;
    for (Value value : values) {
      result = operation.applyAsLong(result, Casts.toInt64(value));
    }
    return IntValue.int64(result);
  }

  private static long divisionByZero() {
    throw GoErrors.of("runtime error: integer divide by zero");
  }

  private static List<Function> sequences() {
    return List.of(
        Function.of(
            "until",
            Signature.takes(INT).gives(INTS),
            (context, args) ->
                list(steps(context.budget(), 0, args.integer(0), args.integer(0) < 0 ? -1 : 1))),
        Function.of(
            "untilStep",
            Signature.takes(INT, INT, INT).gives(INTS),
            (context, args) ->
                list(steps(context.budget(), args.integer(0), args.integer(1), args.integer(2)))),
        Function.of(
            "seq",
            Signature.takesMany(INT).gives(STRING),
            (context, args) -> sequence(context.budget(), args)));
  }

  private static Value list(List<Value> numbers) {
    return ListValue.typed(INTS, numbers);
  }

  /** From {@code start} on, while {@code stop} is not reached. */
  private static List<Value> steps(Budget budget, long start, long stop, long step) {
    boolean down = stop < start;
    if (down ? step >= 0 : step <= 0) {
      return List.of();
    }
    // Both differences fit 64 bits unsigned, and the quotient of most sequences fits easily.
    long distance = down ? start - stop : stop - start;
    long width = Math.abs(step);
    long count = Long.divideUnsigned(distance - 1, width) + 1;
    count = distance == 0 ? 0 : count;
    budget.text(count < 0 || count > Long.MAX_VALUE / 16 ? Long.MAX_VALUE : 16 * count);
    List<Value> numbers = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      numbers.add(IntValue.of(start + i * step));
    }
    return numbers;
  }

  private static Value sequence(Budget budget, Args args) {
    return switch (args.size()) {
      case 1 -> inclusive(budget, 1, args.integer(0), args.integer(0) < 1 ? -1 : 1);
      case 2 ->
          inclusive(
              budget, args.integer(0), args.integer(1), args.integer(1) < args.integer(0) ? -1 : 1);
      case 3 -> inclusive(budget, args.integer(0), args.integer(2), args.integer(1));
      default -> StringValue.EMPTY;
    };
  }

  private static Value inclusive(Budget budget, long start, long end, long step) {
    boolean down = end < start;
    if (down && step > 0) {
      return StringValue.EMPTY;
    }
    List<Value> numbers = steps(budget, start, end + (down ? -1 : 1), step);
    return StringValue.of(
        numbers.stream()
            .map(number -> ((IntValue) number).decimal())
            .collect(Collectors.joining(" ")));
  }
}
