package dev.sealer.template.builtin;

import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.ComplexValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;

/** Go's truth of values: everything is true that is not empty, zero or nil. */
public final class Truth {

  private Truth() {}

  /** Returns whether {@code value} is true. */
  public static boolean of(Value value) {
    return switch (value) {
      case NilValue nil -> false;
      case BoolValue truth -> truth.isTrue();
      case IntValue number -> number.number() != 0;
      case FloatValue number -> number.number() != 0;
      case ComplexValue number -> number.real() != 0 || number.imaginary() != 0;
      case StringValue string -> !string.text().isEmpty();
      case ListValue list -> list.size() > 0;
      case MapValue map -> map.size() > 0;
      case ObjectValue object -> !object.isScalar() || of(object.underlying());
      case FuncValue function -> true;
    };
  }
}
