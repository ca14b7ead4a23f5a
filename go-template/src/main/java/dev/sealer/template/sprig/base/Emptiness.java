package dev.sealer.template.sprig.base;

import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.ComplexValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;

/** Sprig's test for "not given": zero, false, nil, and anything without elements. */
public final class Emptiness {

  private Emptiness() {}

  /** Sprig's {@code empty}. A struct is never empty. */
  public static boolean of(Value value) {
    return switch (value) {
      case NilValue _ -> true;
      case BoolValue truth -> !truth.isTrue();
      case IntValue number -> number.number() == 0;
      case FloatValue number -> number.number() == 0;
      case ComplexValue number -> number.real() == 0 && number.imaginary() == 0;
      case StringValue text -> text.text().isEmpty();
      case ListValue list -> list.size() == 0;
      case MapValue map -> map.size() == 0;
      case FuncValue function -> function.isNil();
      case ObjectValue object -> ofObject(object);
    };
  }

  private static boolean ofObject(ObjectValue object) {
    if (object.type().kind() == Kind.POINTER) {
      return object.isNil();
    }
    return object.isScalar() && of(object.underlying());
  }
}
