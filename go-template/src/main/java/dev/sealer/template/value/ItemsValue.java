package dev.sealer.template.value;

import dev.sealer.template.type.GoType;
import java.util.List;

/**
 * A slice of anything but bytes; made through {@link ListValue}.
 *
 * @param type the slice's type
 * @param items the elements
 * @param isNil true for the nil slice
 */
record ItemsValue(GoType type, List<Value> items, boolean isNil) implements ListValue {

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public Value get(int index) {
    return items.get(index);
  }

  @Override
  public ListValue slice(int from, int to) {
    return new ItemsValue(type, items.subList(from, to), isNil);
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "ListValue[" + type + "]";
  }
}
