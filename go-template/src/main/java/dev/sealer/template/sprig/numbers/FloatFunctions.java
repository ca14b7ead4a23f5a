package dev.sealer.template.sprig.numbers;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.FLOAT64;
import static dev.sealer.template.value.GoType.INT;

import dev.sealer.template.sprig.base.Casts;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.value.Args;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Sprig's arithmetic of floating point, most of it by way of exact decimals. */
public final class FloatFunctions {

  /** shopspring/decimal divides to this many digits after the point. */
  private static final int DIVISION_PRECISION = 16;

  private static final Signature ONE = Signature.takes(ANY).gives(FLOAT64);
  private static final Signature ONE_OR_MORE = Signature.takesMany(ANY, ANY).gives(FLOAT64);

  private FloatFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Function.of(
            "add1f",
            ONE,
            (context, args) -> exactly(args.value(0), List.of(FloatValue.of(1)), BigDecimal::add)),
        Function.of(
            "addf",
            Signature.takesMany(ANY).gives(FLOAT64),
            (context, args) -> exactly(FloatValue.of(0), args.all(), BigDecimal::add)),
        decimal("subf", BigDecimal::subtract),
        decimal("mulf", BigDecimal::multiply),
        decimal("divf", FloatFunctions::divide),
        binary("maxf", FloatFunctions::max),
        binary("minf", FloatFunctions::min),
        unary("ceil", Math::ceil),
        unary("floor", Math::floor),
        Function.of(
            "round",
            Signature.takesMany(ANY, INT, FLOAT64).gives(FLOAT64),
            (context, args) -> FloatValue.of(round(args))));
  }

  private static Function decimal(String name, BinaryOperator<BigDecimal> operation) {
    return Function.of(
        name, ONE_OR_MORE, (context, args) -> exactly(args.value(0), args.from(1), operation));
  }

  private static Function binary(String name, DoubleBinaryOperator operation) {
    return Function.of(
        name,
        ONE_OR_MORE,
        (context, args) -> {
          double result = Casts.toFloat64(args.value(0));
          for (Value value : args.from(1)) {
            result = operation.applyAsDouble(result, Casts.toFloat64(value));
          }
          return FloatValue.of(result);
        });
  }

  private static Function unary(String name, DoubleUnaryOperator operation) {
    return Function.of(
        name,
        ONE,
        (context, args) -> FloatValue.of(operation.applyAsDouble(Casts.toFloat64(args.value(0)))));
  }

  private static Value exactly(
      Value first, List<Value> values, BinaryOperator<BigDecimal> operation) {
    BigDecimal result = shortest(first);
    for (Value value : values) {
      result = operation.apply(result, shortest(value));
    }
    return FloatValue.of(result.doubleValue());
  }

  /**
   * Returns the decimal with the fewest digits that names the number, as shopspring/decimal takes
   * it.
   */
  private static BigDecimal shortest(Value value) {
    double number = Casts.toFloat64(value);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      String name = Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
      throw GoErrors.of("Cannot create a Decimal from " + name);
    }
    return new BigDecimal(Double.toString(number));
  }

  private static BigDecimal divide(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      throw GoErrors.of("decimal division by 0");
    }
    return a.divide(b, DIVISION_PRECISION, RoundingMode.HALF_UP);
  }

  /** Go's {@code math.Max}: infinity wins even over not-a-number. */
  private static double max(double a, double b) {
    return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY
        ? Double.POSITIVE_INFINITY
        : Math.max(a, b);
  }

  private static double min(double a, double b) {
    return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : Math.min(a, b);
  }

  private static double round(Args args) {
    double on = args.size() > 2 ? args.number(2) : 0.5;
    double scale = Math.pow(10, (double) args.integer(1));
    double scaled = scale * Casts.toFloat64(args.value(0));
    double whole = scaled < 0 ? Math.ceil(scaled) : Math.floor(scaled);
    double fraction = Double.isInfinite(scaled) ? Double.NaN : scaled - whole;
    return (fraction >= on ? Math.ceil(scaled) : Math.floor(scaled)) / scale;
  }
}
