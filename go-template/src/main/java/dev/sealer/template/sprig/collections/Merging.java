package dev.sealer.template.sprig.collections;

import dev.sealer.template.context.Budget;
import dev.sealer.template.sprig.base.Emptiness;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Value;

/**
 * Merges one map into another as dario.cat/mergo does: what is empty in the target is filled, maps
 * are merged all the way down, and with overwriting the source wins.
 */
final class Merging {

  private final Budget budget;
  private final boolean overwrite;

  Merging(Budget budget, boolean overwrite) {
    this.budget = budget;
    this.overwrite = overwrite;
  }

  void merge(MapValue target, MapValue source) {
    merge(target, source, 0);
  }

  private void merge(MapValue target, MapValue source, int depth) {
    budget.nesting(depth);
    if (source.isNil() || source.size() == 0) {
      return;
    }
    DictValue into = Dicts.writable(target);
    for (Value key : source.sortedKeys()) {
      budget.text(16);
      entry(into, key, Dicts.entry(source, key), depth);
    }
  }

  private void entry(DictValue target, Value key, Value value, int depth) {
    Value old = target.get(key);
    if (value instanceof NilValue) {
      if (overwrite) {
        target.put(key, value);
      }
      return;
    }
    if (value instanceof MapValue map && old instanceof MapValue oldMap && !oldMap.isNil()) {
      merge(oldMap, map, depth + 1);
    } else if (overwrite || old == null || Emptiness.of(old)) {
      target.put(key, value);
    }
  }
}
