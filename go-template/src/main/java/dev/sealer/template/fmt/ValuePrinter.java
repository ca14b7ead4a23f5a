package dev.sealer.template.fmt;

import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.BytesValue;
import dev.sealer.template.value.ComplexValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;

/** Prints one value under one verb. */
final class ValuePrinter {

  private static final String NIL = "<nil>";

  private final Sink sink;
  private final Flags flags;
  private final Integers integers;
  private final FloatVerbs floats;
  private final Strings strings;
  private boolean erroring;

  ValuePrinter(Sink sink) {
    this.sink = sink;
    this.flags = sink.flags;
    this.integers = new Integers(sink);
    this.floats = new FloatVerbs(sink);
    this.strings = new Strings(sink);
  }

  /** Prints an argument of a print function. */
  void argument(Value value, int verb) {
    if (value instanceof NilValue) {
      if (verb == 'T' || verb == 'v') {
        sink.padded(NIL);
      } else {
        badVerb(value, verb);
      }
      return;
    }
    switch (verb) {
      case 'T' -> strings.print(value.type().name(), 's');
      case 'p' -> {
        if (!pointer(value, verb)) {
          badVerb(value, verb);
        }
      }
      case 'w' -> wrap(value);
      default -> print(value, verb, 0);
    }
  }

  /** {@code %w} is for errors and there are none; bytes complain one by one. */
  private void wrap(Value value) {
    if (value instanceof BytesValue) {
      print(value, 'w', 0);
    } else {
      badVerb(value, 'w');
    }
  }

  private void print(Value value, int verb, int depth) {
    if (!attempt(value, verb, depth)) {
      badVerb(value, verb);
    }
  }

  /** Prints a value; false where {@code verb} is not for its type. */
  private boolean attempt(Value value, int verb, int depth) {
    sink.nesting(depth);
    return switch (value) {
      case NilValue nil -> nil();
      case BoolValue truth -> bool(truth, verb);
      case IntValue number -> integers.print(number.number(), !number.isUnsigned(), verb);
      case FloatValue number -> floats.print(number.number(), number.type().kind().bits(), verb);
      case ComplexValue number -> floats.print(number.real(), number.imaginary(), verb);
      case StringValue string -> strings.print(string.text(), verb);
      case BytesValue bytes -> bytes(bytes, verb, depth);
      case ListValue list -> list(list, verb, depth);
      case MapValue map -> map(map, verb, depth);
      case ObjectValue object -> object(object, verb, depth);
      case FuncValue function -> pointer(function, verb);
    };
  }

  private void badVerb(Value value, int verb) {
    erroring = true;
    sink.raw("%!").rune(verb).raw('(');
    if (value instanceof NilValue) {
      sink.raw(NIL);
    } else {
      sink.raw(value.type().name()).raw('=');
      print(value, 'v', 0);
    }
    sink.raw(')');
    erroring = false;
  }

  private boolean nil() {
    if (flags.sharpV) {
      sink.raw("interface {}(nil)");
    } else {
      sink.raw(NIL);
    }
    return true;
  }

  private boolean bool(BoolValue truth, int verb) {
    if (verb != 't' && verb != 'v') {
      return false;
    }
    sink.padded(truth.isTrue() ? "true" : "false");
    return true;
  }

  private boolean bytes(BytesValue bytes, int verb, int depth) {
    return switch (verb) {
      case 's', 'q' -> strings.print(bytes.text(), verb);
      case 'x', 'X' -> {
        strings.hex(bytes.bytes(), verb);
        yield true;
      }
      default -> {
        boolean top = depth == 0 && (verb == 'v' || verb == 'd');
        yield top ? topBytes(bytes, verb) : list(bytes, verb, depth);
      }
    };
  }

  /** {@code []byte} itself, as opposed to one inside a list or map, has a name of its own. */
  private boolean topBytes(BytesValue bytes, int verb) {
    if (flags.sharpV && bytes.isNil()) {
      sink.raw("[]byte(nil)");
      return true;
    }
    String separator = flags.sharpV ? ", " : " ";
    sink.raw(flags.sharpV ? "[]byte{" : "[");
    for (int i = 0; i < bytes.size(); i++) {
      sink.raw(i > 0 ? separator : "");
      long number = ((IntValue) bytes.get(i)).number();
      if (flags.sharpV) {
        integers.hex(number, true);
      } else {
        integers.print(number, false, verb);
      }
    }
    sink.raw(flags.sharpV ? '}' : ']');
    return true;
  }

  private boolean list(ListValue list, int verb, int depth) {
    if (opensAsNil(list)) {
      return true;
    }
    sink.raw(flags.sharpV ? '{' : '[');
    for (int i = 0; i < list.size(); i++) {
      separate(i);
      print(list.get(i), verb, depth + 1);
    }
    sink.raw(flags.sharpV ? '}' : ']');
    return true;
  }

  private boolean map(MapValue map, int verb, int depth) {
    if (!flags.sharpV) {
      sink.raw("map[");
    } else if (opensAsNil(map)) {
      return true;
    } else {
      sink.raw('{');
    }
    int index = 0;
    for (Value key : map.sortedKeys()) {
      separate(index++);
      print(key, verb, depth + 1);
      sink.raw(':');
      Value entry = map.get(key);
      print(entry == null ? NilValue.NIL : entry, verb, depth + 1);
    }
    sink.raw(flags.sharpV ? '}' : ']');
    return true;
  }

  /** In Go syntax, writes the type, and all there is to write of a nil. */
  private boolean opensAsNil(Value value) {
    if (flags.sharpV) {
      sink.raw(value.type().name());
      if (value.isNil()) {
        sink.raw("(nil)");
        return true;
      }
    }
    return false;
  }

  private void separate(int index) {
    if (index > 0) {
      sink.raw(flags.sharpV ? ", " : " ");
    }
  }

  private boolean object(ObjectValue object, int verb, int depth) {
    if (!erroring && !flags.sharpV && "vsxXq".indexOf(verb) >= 0 && object.text().isPresent()) {
      return strings.print(object.text().get(), verb);
    }
    if (object.isScalar()) {
      return attempt(object.underlying(), verb, depth);
    }
    return struct(object, verb, depth);
  }

  private boolean struct(ObjectValue object, int verb, int depth) {
    GoType type = object.type();
    boolean pointer = type.kind() == Kind.POINTER;
    if (pointer && depth > 0) {
      return pointer(object, verb);
    }
    sink.raw(pointer ? "&" : "");
    if (flags.sharpV) {
      sink.raw(pointer ? type.element().name() : type.name());
    }
    sink.raw('{');
    int index = 0;
    for (String name : object.fieldNames()) {
      separate(index++);
      if (flags.plusV || flags.sharpV) {
        sink.raw(name).raw(':');
      }
      Value field = object.field(name);
      print(field == null ? NilValue.NIL : field, verb, depth + 1);
    }
    sink.raw('}');
    return true;
  }

  /** Addresses are not shown: they would differ between runs and give away the process's memory. */
  private boolean pointer(Value value, int verb) {
    boolean addressable =
        switch (value) {
          case ListValue list -> true;
          case MapValue map -> true;
          case FuncValue function -> true;
          case ObjectValue object -> object.type().kind() == Kind.POINTER;
          default -> false;
        };
    if (!addressable || "vpbodxX".indexOf(verb) < 0) {
      return false;
    }
    sink.padded("0x0");
    return true;
  }
}
