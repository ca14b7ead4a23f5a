package dev.sealer.template.sprig.numbers;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.FLOAT64;
import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.INT64;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.fmt.GoFormat;
import dev.sealer.template.sprig.base.Casts;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Signature;
import java.util.List;

/** Sprig's conversions to numbers. Anything that is not a number becomes zero. */
public final class ConversionFunctions {

  private ConversionFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Function.of(
            "atoi",
            Signature.takes(STRING).gives(INT),
            (context, args) -> IntValue.of(Digits.atoi(args.string(0)))),
        Function.of(
            "int",
            Signature.takes(ANY).gives(INT),
            (context, args) -> IntValue.of(Casts.toInt64(args.value(0)))),
        Function.of(
            "int64",
            Signature.takes(ANY).gives(INT64),
            (context, args) -> IntValue.int64(Casts.toInt64(args.value(0)))),
        Function.of(
            "float64",
            Signature.takes(ANY).gives(FLOAT64),
            (context, args) -> FloatValue.of(Casts.toFloat64(args.value(0)))),
        Function.of(
            "toDecimal",
            Signature.takes(ANY).gives(INT64),
            (context, args) ->
                IntValue.int64(
                    Digits.octal(GoFormat.sprint(context.budget(), List.of(args.value(0)))))));
  }
}
