package dev.sealer.template.sprig.collections;

import dev.sealer.template.context.Budget;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Copies of maps, and the right to write to one. */
final class Dicts {

  private Dicts() {}

  /**
   * Returns a map that a template may change: one it made itself, or that its caller gave as plain
   * data.
   */
  static DictValue writable(MapValue map) {
    if (map instanceof DictValue dict) {
      return dict;
    }
    throw GoErrors.of("this map is read-only: change a copy of it");
  }

  static Value entry(MapValue map, Value key) {
    Value value = map.get(key);
    return value == null ? NilValue.NIL : value;
  }

  static DictValue shallowCopy(MapValue map) {
    DictValue copy = DictValue.empty(GoType.DICT);
    for (Value key : map.sortedKeys()) {
      copy.put(key, entry(map, key));
    }
    return copy;
  }

  /** mitchellh/copystructure: maps and lists all the way down. */
  static Value copy(Budget budget, Value value) {
    return copy(budget, value, 0);
  }

  private static Value copy(Budget budget, Value value, int depth) {
    budget.nesting(depth);
    return switch (value) {
      case MapValue map when !map.isNil() -> {
        budget.text(16L * map.size());
        DictValue copy = DictValue.empty(map.type());
        for (Value key : map.sortedKeys()) {
          copy.put(key, copy(budget, entry(map, key), depth + 1));
        }
        yield copy;
      }
      case ListValue list when !list.isNil() && containsMaps(list.type()) -> {
        budget.text(16L * list.size());
        List<Value> items = new ArrayList<>(list.size());
        for (Value item : list.items()) {
          items.add(copy(budget, item, depth + 1));
        }
        yield ListValue.typed(list.type(), items);
      }
      default -> value;
    };
  }

  private static boolean containsMaps(GoType type) {
    return switch (type.element().kind()) {
      case INTERFACE, MAP, SLICE -> true;
      default -> false;
    };
  }
}
