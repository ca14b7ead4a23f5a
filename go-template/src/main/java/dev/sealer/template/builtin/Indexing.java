package dev.sealer.template.builtin;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.List;

/** {@code index}, {@code slice} and {@code len}. */
final class Indexing {

  private static final int MAX_SLICE_INDEXES = 3;

  private Indexing() {}

  static Value index(Value item, List<Value> indexes) {
    if (item instanceof NilValue) {
      throw new FunctionException("index of untyped nil");
    }
    Value current = item;
    for (Value index : indexes) {
      current = indexOnce(current, index);
    }
    return current;
  }

  private static Value indexOnce(Value item, Value index) {
    return switch (item) {
      case NilValue nil -> throw new FunctionException("index of nil pointer");
      case ListValue list -> list.get(element(index, list.size(), "slice"));
      case StringValue string -> byteAt(string, index);
      case MapValue map -> entry(map, index);
      default -> throw new FunctionException("can't index item of type " + pointedTo(item));
    };
  }

  private static Value byteAt(StringValue string, Value index) {
    int at = element(index, GoStrings.length(string.text()), "string");
    return IntValue.uint8(string.bytes()[at]);
  }

  private static Value entry(MapValue map, Value index) {
    GoType keyType = map.type().key();
    Value key = MapKeys.prepare(index, keyType == null ? GoType.STRING : keyType);
    Value found = map.get(key);
    return found == null ? Zero.of(map.elementType()) : found;
  }

  /** Returns the index of an element; one past the last is what Go finds out by a panic. */
  private static int element(Value index, int size, String what) {
    int at = position(index, size);
    if (at == size) {
      throw new FunctionException("reflect: " + what + " index out of range");
    }
    return at;
  }

  private static int position(Value index, int size) {
    if (index instanceof NilValue) {
      throw new FunctionException("cannot index slice/array with nil");
    }
    Value scalar = index instanceof ObjectValue object ? object.underlying() : index;
    if (!(scalar instanceof IntValue number)) {
      throw new FunctionException("cannot index slice/array with type " + index.type());
    }
    long at = number.number();
    if (at < 0 || at > size) {
      throw new FunctionException(ErrorText.of("index out of range: ").value(Long.toString(at)));
    }
    return (int) at;
  }

  static Value slice(Value item, List<Value> indexes) {
    if (item instanceof NilValue) {
      throw new FunctionException("slice of untyped nil");
    }
    if (indexes.size() > MAX_SLICE_INDEXES) {
      throw new FunctionException("too many slice indexes: " + indexes.size());
    }
    return item instanceof StringValue string
        ? sliceString(string, indexes)
        : sliceList(item, indexes);
  }

  private static Value sliceString(StringValue string, List<Value> indexes) {
    if (indexes.size() == MAX_SLICE_INDEXES) {
      throw new FunctionException("cannot 3-index slice a string");
    }
    int size = GoStrings.length(string.text());
    int from = indexes.isEmpty() ? 0 : position(indexes.get(0), size);
    int to = indexes.size() < 2 ? size : position(indexes.get(1), size);
    checkOrder(from, to);
    return StringValue.of(GoStrings.slice(string.text(), from, to));
  }

  /** Like Go, reaches beyond the end of a slice that was cut from a longer one. */
  private static Value sliceList(Value item, List<Value> indexes) {
    if (!(item instanceof ListValue list)) {
      throw new FunctionException("can't slice item of type " + pointedTo(item));
    }
    int capacity = list.capacity();
    int from = indexes.isEmpty() ? 0 : position(indexes.get(0), capacity);
    int to = indexes.size() < 2 ? list.size() : position(indexes.get(1), capacity);
    boolean limited = indexes.size() == MAX_SLICE_INDEXES;
    int limit = limited ? position(indexes.get(2), capacity) : capacity;
    checkOrder(from, to);
    checkOrder(to, limit);
    return list.slice(from, to, limit);
  }

  private static void checkOrder(int low, int high) {
    if (low > high) {
      throw new FunctionException(ErrorText.of("invalid slice index: ").value(low + " > " + high));
    }
  }

  static Value length(Value item) {
    return switch (item) {
      case NilValue nil ->
          throw new FunctionException(
              nil == NilValue.NIL
                  ? "len of nil pointer"
                  : "reflect: call of reflect.Value.Type on zero Value");
      case StringValue string -> IntValue.of(GoStrings.length(string.text()));
      case ListValue list -> IntValue.of(list.size());
      case MapValue map -> IntValue.of(map.size());
      default -> throw new FunctionException("len of type " + pointedTo(item));
    };
  }

  /** Go goes through a pointer before it looks. */
  private static GoType pointedTo(Value item) {
    GoType type = item.type();
    return type.kind() == Kind.POINTER ? type.element() : type;
  }
}
