package dev.sealer.template.builtin;

import dev.sealer.template.error.FunctionException;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.Value;

/** Fits a value to the type of a map key or of a parameter of a called function value. */
final class MapKeys {

  private MapKeys() {}

  static Value prepare(Value value, GoType wanted) {
    if (value instanceof NilValue) {
      if (!wanted.nilable()) {
        throw new FunctionException("value is nil; should be of type " + wanted);
      }
      return Zero.of(wanted);
    }
    if (wanted.accepts(value.type())) {
      return value;
    }
    Value scalar = value instanceof ObjectValue object ? object.underlying() : value;
    if (scalar instanceof IntValue number && wanted.kind().isInteger()) {
      return new IntValue(wanted, truncate(number.number(), wanted));
    }
    throw new FunctionException("value has type " + value.type() + "; should be " + wanted);
  }

  /** Returns what is left of a number in a type of fewer bits. */
  private static long truncate(long number, GoType type) {
    int drop = Long.SIZE - type.kind().bits();
    return type.kind().isSigned() ? number << drop >> drop : number << drop >>> drop;
  }
}
