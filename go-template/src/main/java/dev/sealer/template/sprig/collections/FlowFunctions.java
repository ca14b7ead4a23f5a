package dev.sealer.template.sprig.collections;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.sprig.base.DeepEquality;
import dev.sealer.template.sprig.base.Emptiness;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.base.Kinds;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.List;

/** Sprig's defaults, choices, types and failures. */
public final class FlowFunctions {

  private static final Signature TEST = Signature.takesMany(ANY).gives(BOOL);
  private static final Signature NAME = Signature.takes(ANY).gives(STRING);
  private static final Signature IS = Signature.takes(STRING, ANY).gives(BOOL);

  private FlowFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Function.of(
            "default",
            Signature.takesMany(ANY, ANY).gives(ANY),
            (c, a) -> a.size() < 2 || Emptiness.of(a.value(1)) ? a.value(0) : a.value(1)),
        Function.of(
            "empty",
            Signature.takes(ANY).gives(BOOL),
            (c, a) -> BoolValue.of(Emptiness.of(a.value(0)))),
        Function.of("coalesce", Signature.takesMany(ANY).gives(ANY), (c, a) -> firstGiven(a.all())),
        Function.of("all", TEST, (c, a) -> BoolValue.of(a.all().stream().noneMatch(Emptiness::of))),
        Function.of("any", TEST, (c, a) -> BoolValue.of(!a.all().stream().allMatch(Emptiness::of))),
        Function.of(
            "ternary",
            Signature.takes(ANY, ANY, BOOL).gives(ANY),
            (c, a) -> a.value(a.bool(2) ? 0 : 1)),
        Function.of(
            "fail",
            Signature.takes(STRING).gives(STRING),
            (c, a) -> {
              throw GoErrors.of("", a.string(0));
            }),
        Function.of("typeOf", NAME, (c, a) -> text(typeName(a.value(0)))),
        Function.of("kindOf", NAME, (c, a) -> text(Kinds.name(a.value(0)))),
        Function.of("typeIs", IS, (c, a) -> is(a.string(0), typeName(a.value(1)))),
        Function.of("kindIs", IS, (c, a) -> is(a.string(0), Kinds.name(a.value(1)))),
        Function.of(
            "typeIsLike",
            IS,
            (c, a) -> {
              String type = typeName(a.value(1));
              return BoolValue.of(type.equals(a.string(0)) || type.equals("*" + a.string(0)));
            }),
        Function.of(
            "deepEqual",
            Signature.takes(ANY, ANY).gives(BOOL),
            (c, a) -> BoolValue.of(DeepEquality.of(c.budget(), a.value(0), a.value(1)))));
  }

  private static Value firstGiven(List<Value> values) {
    for (Value value : values) {
      if (!Emptiness.of(value)) {
        return value;
      }
    }
    return NilValue.NIL;
  }

  private static String typeName(Value value) {
    return value instanceof NilValue ? "<nil>" : value.type().name();
  }

  private static Value text(String text) {
    return StringValue.of(text);
  }

  private static Value is(String wanted, String found) {
    return BoolValue.of(wanted.equals(found));
  }
}
