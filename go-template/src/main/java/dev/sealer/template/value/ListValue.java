package dev.sealer.template.value;

import java.util.List;

/** A Go slice. Never changes. */
public sealed interface ListValue extends Value permits ItemsValue, BytesValue {

  /** Returns how many elements. */
  int size();

  /**
   * Returns the element at {@code index}.
   *
   * @throws IndexOutOfBoundsException when there is none
   */
  Value get(int index);

  /**
   * Returns how far {@link #slice} may reach: a slice of a list still sees what follows it there,
   * as in Go.
   */
  int capacity();

  /**
   * Elements {@code from} (inclusive) to {@code to} (exclusive), with the same type.
   *
   * @param limit where the capacity of the result ends; at most {@link #capacity}
   */
  ListValue slice(int from, int to, int limit);

  /** Elements {@code from} (inclusive) to {@code to} (exclusive), with the same type. */
  default ListValue slice(int from, int to) {
    return slice(from, to, capacity());
  }

  /** Returns the elements, unmodifiable. */
  List<Value> items();

  /** Returns the type of an element; {@code interface {}} for an ordinary list. */
  default GoType elementType() {
    return type().element();
  }

  /** Returns a {@code []interface {}}. */
  static ListValue of(List<? extends Value> items) {
    return ItemsValue.of(GoType.LIST, List.copyOf(items), false);
  }

  /** Returns a {@code []string}. */
  static ListValue ofStrings(List<String> items) {
    return ItemsValue.of(
        GoType.STRINGS, items.stream().<Value>map(StringValue::of).toList(), false);
  }

  /** Returns a slice of any type; the elements must have its element type. */
  static ListValue typed(GoType type, List<? extends Value> items) {
    return ItemsValue.of(type, List.copyOf(items), false);
  }

  /** Returns the nil slice of {@code type}: empty, and {@code null} in JSON. */
  static ListValue nil(GoType type) {
    return type.equals(GoType.BYTES) ? BytesValue.NIL : ItemsValue.of(type, List.of(), true);
  }
}
