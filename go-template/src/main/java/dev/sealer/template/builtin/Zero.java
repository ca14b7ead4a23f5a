package dev.sealer.template.builtin;

import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.ComplexValue;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;

/** The zero value of a type. */
public final class Zero {

  private Zero() {}

  /** Returns what Go puts into a variable of {@code type} that nobody set. */
  public static Value of(GoType type) {
    return switch (type.kind()) {
      case BOOL -> BoolValue.FALSE;
      case INT, INT8, INT16, INT32, INT64, UINT, UINT8, UINT16, UINT32, UINT64 ->
          new IntValue(type, 0);
      case FLOAT32, FLOAT64 -> new FloatValue(type, 0);
      case COMPLEX128 -> new ComplexValue(0, 0);
      case STRING -> StringValue.EMPTY;
      case SLICE -> ListValue.nil(type);
      case MAP -> DictValue.nil(type);
      case STRUCT, POINTER, FUNC, INTERFACE -> NilValue.NIL;
    };
  }
}
