package dev.sealer.template.value;

import java.util.List;

/**
 * A slice of anything but bytes; made through {@link ListValue}.
 *
 * @param type the slice's type
 * @param items the elements
 * @param backing the elements and what follows them up to the capacity
 * @param isNil true for the nil slice
 */
record ItemsValue(GoType type, List<Value> items, List<Value> backing, boolean isNil)
    implements ListValue {

  static ItemsValue of(GoType type, List<Value> items, boolean isNil) {
    return new ItemsValue(type, items, items, isNil);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public int capacity() {
    return backing.size();
  }

  @Override
  public Value get(int index) {
    return items.get(index);
  }

  @Override
  public ListValue slice(int from, int to, int limit) {
    return new ItemsValue(type, backing.subList(from, to), backing.subList(from, limit), isNil);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemsValue that
        && type.equals(that.type)
        && isNil == that.isNil
        && items.equals(that.items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "ListValue[" + type + "]";
  }
}
