package dev.sealer.template.exec;

import dev.sealer.template.ast.Expression;
import dev.sealer.template.ast.NodeText;
import dev.sealer.template.builtin.Zero;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.ComplexValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Value;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Fits values and constants to the types that parameters ask for. */
final class CallArguments {

  private final Frame frame;

  CallArguments(Frame frame) {
    this.frame = frame;
  }

  /** Checks that {@code value} can be given where {@code wanted} is asked, and gives it. */
  Value validate(Value value, GoType wanted) {
    if (value == NilValue.ABSENT) {
      if (wanted.equals(GoType.REFLECT_VALUE)) {
        return value;
      }
      if (!wanted.nilable()) {
        throw frame.error("invalid value; expected " + wanted);
      }
      return Zero.of(wanted);
    }
    GoType type = value.type();
    if (wanted.accepts(type)) {
      return value;
    }
    throw frame.error("wrong type for value; expected " + wanted + "; got " + type);
  }

  Value nil(GoType wanted) {
    if (!wanted.nilable()) {
      throw frame.error("cannot assign nil to " + wanted);
    }
    return wanted.equals(GoType.REFLECT_VALUE) ? NilValue.ABSENT : Zero.of(wanted);
  }

  /** Returns a constant where {@code wanted} is asked. */
  Value constant(Expression node, GoType wanted) {
    frame.at(node);
    return switch (wanted.kind()) {
      case BOOL -> bool(node);
      case COMPLEX128 -> complex(node);
      case FLOAT32, FLOAT64 -> floating(node, wanted);
      case INT, INT8, INT16, INT32, INT64 -> integer(node, wanted);
      case UINT, UINT8, UINT16, UINT32, UINT64 -> unsigned(node, wanted);
      case STRING -> string(node);
      case INTERFACE -> ideal(node);
      case STRUCT, SLICE, MAP, POINTER, FUNC -> {
        if (wanted.equals(GoType.REFLECT_VALUE)) {
          yield ideal(node);
        }
        throw frame.error("can't handle " + NodeText.of(node) + " for arg of type " + wanted);
      }
    };
  }

  private Value bool(Expression node) {
    if (node instanceof Expression.Bool bool) {
      return BoolValue.of(bool.truth());
    }
    throw expected("bool", node);
  }

  private Value string(Expression node) {
    if (node instanceof Expression.Text text) {
      return text.value();
    }
    throw expected("string", node);
  }

  private Value integer(Expression node, GoType wanted) {
    if (node instanceof Expression.Numeric numeric) {
      OptionalLong number = numeric.number().asInt();
      if (number.isPresent()) {
        return wanted.equals(GoType.INT)
            ? IntValue.of(number.getAsLong())
            : new IntValue(wanted, narrowed(number.getAsLong(), wanted.kind()));
      }
    }
    throw expected("integer", node);
  }

  private Value unsigned(Expression node, GoType wanted) {
    if (node instanceof Expression.Numeric numeric) {
      OptionalLong number = numeric.number().asUint();
      if (number.isPresent()) {
        return new IntValue(wanted, narrowed(number.getAsLong(), wanted.kind()));
      }
    }
    throw expected("unsigned integer", node);
  }

  private static long narrowed(long number, Kind kind) {
    int drop = Long.SIZE - kind.bits();
    return kind.isSigned() ? number << drop >> drop : number << drop >>> drop;
  }

  private Value floating(Expression node, GoType wanted) {
    if (node instanceof Expression.Numeric numeric) {
      OptionalDouble number = numeric.number().asFloat();
      if (number.isPresent()) {
        return new FloatValue(wanted, number.getAsDouble());
      }
    }
    throw expected("float", node);
  }

  private Value complex(Expression node) {
    if (node instanceof Expression.Numeric numeric
        && numeric.number().ideal().orElse(NilValue.NIL) instanceof ComplexValue complex) {
      return complex;
    }
    throw expected("complex", node);
  }

  private RuntimeException expected(String what, Expression node) {
    return frame.error("expected " + what + "; found " + NodeText.of(node));
  }

  /** Returns a constant where no type is asked for. */
  Value ideal(Expression node) {
    frame.at(node);
    return switch (node) {
      case Expression.Bool bool -> BoolValue.of(bool.truth());
      case Expression.Text text -> text.value();
      case Expression.Numeric numeric ->
          numeric
              .number()
              .ideal()
              .orElseThrow(() -> frame.error(numeric.text() + " overflows int"));
      default ->
          throw frame.error(
              "can't handle assignment of " + NodeText.of(node) + " to empty interface argument");
    };
  }
}
