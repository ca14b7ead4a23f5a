package dev.sealer.template.builtin;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.Budget;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.fmt.GoFormat;
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
import java.util.List;

/** Go's comparison functions, which are stricter than those of most languages. */
final class ValueComparison {

  private enum Basic {
    NONE,
    BOOL,
    COMPLEX,
    INT,
    FLOAT,
    STRING,
    UINT
  }

  private final Budget budget;

  ValueComparison(Budget budget) {
    this.budget = budget;
  }

  private static Value scalar(Value value) {
    return value instanceof ObjectValue object ? object.underlying() : value;
  }

  private static Basic basic(Value value) {
    return switch (value) {
      case BoolValue truth -> Basic.BOOL;
      case ComplexValue number -> Basic.COMPLEX;
      case IntValue number -> number.isUnsigned() ? Basic.UINT : Basic.INT;
      case FloatValue number -> Basic.FLOAT;
      case StringValue string -> Basic.STRING;
      default -> Basic.NONE;
    };
  }

  /** {@code eq first others…}: is the first equal to any of the others? */
  boolean equalsAny(Value first, List<Value> others) {
    if (others.isEmpty()) {
      throw new FunctionException("missing argument for comparison");
    }
    for (Value other : others) {
      if (equal(first, other)) {
        return true;
      }
    }
    return false;
  }

  private boolean equal(Value first, Value other) {
    Value left = scalar(first);
    Value right = scalar(other);
    Basic leftKind = basic(left);
    Basic rightKind = basic(right);
    if (leftKind != rightKind) {
      return equalOfDifferentKinds(first, other);
    }
    return switch (leftKind) {
      case NONE -> equalComposites(first, other);
      case INT, UINT -> ((IntValue) left).number() == ((IntValue) right).number();
      case FLOAT -> ((FloatValue) left).number() == ((FloatValue) right).number();
      case COMPLEX -> equalComplex((ComplexValue) left, (ComplexValue) right);
      case BOOL, STRING -> left.equals(right);
    };
  }

  private static boolean equalComplex(ComplexValue left, ComplexValue right) {
    return left.real() == right.real() && left.imaginary() == right.imaginary();
  }

  private boolean equalOfDifferentKinds(Value first, Value other) {
    if (scalar(first) instanceof IntValue a && scalar(other) instanceof IntValue b) {
      return a.number() == b.number() && a.number() >= 0;
    }
    if (first instanceof NilValue || other instanceof NilValue) {
      return false;
    }
    throw incompatible(first, other);
  }

  private static FunctionException incompatible(Value first, Value other) {
    return new FunctionException(
        "incompatible types for comparison: " + first.type() + " and " + other.type());
  }

  private boolean equalComposites(Value first, Value other) {
    boolean comparable =
        first instanceof NilValue
            || other instanceof NilValue
            || first.type().kind() == other.type().kind();
    if (!comparable) {
      throw new FunctionException(
          ErrorText.of("non-comparable types ")
              .value(shown("%s", first))
              .text(": " + first.type() + ", " + other.type() + ": ")
              .value(shown("%v", other)));
    }
    if (first.isNil() || other.isNil()) {
      return first.isNil() == other.isNil();
    }
    if (!isComparable(other)) {
      throw new FunctionException(
          ErrorText.of("non-comparable type ").value(shown("%s", other)).text(": " + other.type()));
    }
    return first.equals(other);
  }

  private static boolean isComparable(Value value) {
    return switch (value) {
      case ListValue list -> false;
      case MapValue map -> false;
      case FuncValue function -> false;
      case ObjectValue object -> object.isComparable();
      default -> true;
    };
  }

  private String shown(String verb, Value value) {
    return GoFormat.verb(budget, verb, value);
  }

  /** {@code lt left right}. */
  boolean less(Value first, Value other) {
    Value left = scalar(first);
    Value right = scalar(other);
    Basic leftKind = ordered(left);
    Basic rightKind = ordered(right);
    if (leftKind != rightKind) {
      return lessOfDifferentKinds(first, other);
    }
    return switch (leftKind) {
      case INT -> ((IntValue) left).number() < ((IntValue) right).number();
      case UINT ->
          Long.compareUnsigned(((IntValue) left).number(), ((IntValue) right).number()) < 0;
      case FLOAT -> ((FloatValue) left).number() < ((FloatValue) right).number();
      case STRING ->
          GoStrings.compare(((StringValue) left).text(), ((StringValue) right).text()) < 0;
      case NONE, BOOL, COMPLEX -> throw badType();
    };
  }

  private static Basic ordered(Value value) {
    Basic kind = basic(value);
    if (kind == Basic.NONE) {
      throw badType();
    }
    return kind;
  }

  private static boolean lessOfDifferentKinds(Value first, Value other) {
    if (scalar(first) instanceof IntValue a && scalar(other) instanceof IntValue b) {
      return a.isUnsigned()
          ? b.number() >= 0 && Long.compareUnsigned(a.number(), b.number()) < 0
          : a.number() < 0 || Long.compareUnsigned(a.number(), b.number()) < 0;
    }
    throw incompatible(first, other);
  }

  private static FunctionException badType() {
    return new FunctionException("invalid type for comparison");
  }

  /** {@code le left right}. */
  boolean lessOrEqual(Value first, Value other) {
    return less(first, other) || equalsAny(first, List.of(other));
  }
}
