package dev.sealer.template.sprig.base;

import dev.sealer.template.context.Budget;
import dev.sealer.template.value.ComplexValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Value;

/** Go's {@code reflect.DeepEqual}: same types all the way down, and equal content. */
public final class DeepEquality {

  private DeepEquality() {}

  /** Returns whether two values are deeply equal. */
  public static boolean of(Budget budget, Value a, Value b) {
    return of(budget, a, b, 0);
  }

  private static boolean of(Budget budget, Value a, Value b, int depth) {
    budget.steps(1);
    budget.nesting(depth);
    if (a instanceof NilValue || b instanceof NilValue) {
      return a instanceof NilValue && b instanceof NilValue;
    }
    if (!a.type().equals(b.type())) {
      return false;
    }
    return switch (a) {
      case FloatValue x when b instanceof FloatValue y -> x.number() == y.number();
      case ComplexValue x when b instanceof ComplexValue y ->
          x.real() == y.real() && x.imaginary() == y.imaginary();
      case ListValue x when b instanceof ListValue y -> lists(budget, x, y, depth + 1);
      case MapValue x when b instanceof MapValue y -> maps(budget, x, y, depth + 1);
      case FuncValue _ -> a.isNil() && b.isNil();
      default -> a.equals(b);
    };
  }

  private static boolean lists(Budget budget, ListValue a, ListValue b, int depth) {
    if (a.isNil() != b.isNil() || a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!of(budget, a.get(i), b.get(i), depth)) {
        return false;
      }
    }
    return true;
  }

  private static boolean maps(Budget budget, MapValue a, MapValue b, int depth) {
    if (a.isNil() != b.isNil() || a.size() != b.size()) {
      return false;
    }
    for (Value key : a.sortedKeys()) {
      Value x = a.get(key);
      Value y = b.get(key);
      if (x == null || y == null || !of(budget, x, y, depth)) {
        return false;
      }
    }
    return true;
  }
}
