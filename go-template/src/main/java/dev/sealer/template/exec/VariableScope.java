package dev.sealer.template.exec;

import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Value;
import java.util.Arrays;

/** The variables of one template, innermost last. */
final class VariableScope {

  static final int NOT_FOUND = -1;

  private String[] names = new String[8];
  private Value[] values = new Value[8];
  private boolean[] boxed = new boolean[8];
  private int size;

  VariableScope() {
    Arrays.fill(names, "");
    Arrays.fill(values, NilValue.ABSENT);
  }

  int size() {
    return size;
  }

  /** Declares a variable; {@code isBoxed} where Go would hold it as an {@code interface {}}. */
  void push(String name, Value value, boolean isBoxed) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      values = Arrays.copyOf(values, size * 2);
      boxed = Arrays.copyOf(boxed, size * 2);
    }
    names[size] = name;
    values[size] = value;
    boxed[size] = isBoxed;
    size++;
  }

  void truncate(int keep) {
    size = keep;
  }

  int find(String name) {
    for (int i = size - 1; i >= 0; i--) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return NOT_FOUND;
  }

  Value value(int slot) {
    return values[slot];
  }

  boolean isBoxed(int slot) {
    return boxed[slot];
  }

  void set(int slot, Value value, boolean isBoxed) {
    values[slot] = value;
    boxed[slot] = isBoxed;
  }
}
