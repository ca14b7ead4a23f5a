package dev.sealer.template.sprig.collections;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.LIST;
import static dev.sealer.template.value.GoType.STRINGS;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.Budget;
import dev.sealer.template.sprig.base.DeepEquality;
import dev.sealer.template.sprig.base.Emptiness;
import dev.sealer.template.sprig.base.Kinds;
import dev.sealer.template.sprig.base.Texts;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Sprig's functions that look for elements of lists, and that sort them. */
public final class FilterFunctions {

  private static final Signature HAS = Signature.takes(ANY, ANY).gives(BOOL);
  private static final Signature PART = Signature.takes(ANY).gives(LIST);
  private static final Signature WITHOUT = Signature.takesMany(ANY, ANY).gives(LIST);

  private FilterFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Function.of("has", HAS, (c, a) -> has(c.budget(), a.value(0), a.value(1))),
        Function.of("mustHas", HAS, (c, a) -> has(c.budget(), a.value(0), a.value(1))),
        Function.of("compact", PART, (c, a) -> compact(c.budget(), a.value(0))),
        Function.of("mustCompact", PART, (c, a) -> compact(c.budget(), a.value(0))),
        Function.of("uniq", PART, (c, a) -> uniq(c.budget(), a.value(0))),
        Function.of("mustUniq", PART, (c, a) -> uniq(c.budget(), a.value(0))),
        Function.of("without", WITHOUT, (c, a) -> without(c.budget(), a.value(0), a.from(1))),
        Function.of("mustWithout", WITHOUT, (c, a) -> without(c.budget(), a.value(0), a.from(1))),
        Function.of(
            "sortAlpha",
            Signature.takes(ANY).gives(STRINGS),
            (c, a) -> sorted(c.budget(), a.value(0))));
  }

  private static Value has(Budget budget, Value needle, Value haystack) {
    if (haystack instanceof NilValue) {
      return BoolValue.FALSE;
    }
    ListValue list = Kinds.list(haystack, "Cannot find has on type ");
    return BoolValue.of(contains(budget, list.items(), needle));
  }

  private static boolean contains(Budget budget, List<Value> items, Value wanted) {
    for (Value item : items) {
      if (DeepEquality.of(budget, wanted, item)) {
        return true;
      }
    }
    return false;
  }

  private static Value compact(Budget budget, Value value) {
    List<Value> kept = new ArrayList<>();
    for (Value item : Kinds.list(value, "Cannot compact on type ").items()) {
      budget.steps(1);
      if (!Emptiness.of(item)) {
        kept.add(item);
      }
    }
    return ListValue.of(kept);
  }

  private static Value uniq(Budget budget, Value value) {
    List<Value> kept = new ArrayList<>();
    for (Value item : Kinds.list(value, "Cannot find uniq on type ").items()) {
      if (!contains(budget, kept, item)) {
        kept.add(item);
      }
    }
    return ListValue.of(kept);
  }

  private static Value without(Budget budget, Value value, List<Value> omitted) {
    List<Value> kept = new ArrayList<>();
    for (Value item : Kinds.list(value, "Cannot find without on type ").items()) {
      if (!contains(budget, omitted, item)) {
        kept.add(item);
      }
    }
    return ListValue.of(kept);
  }

  private static Value sorted(Budget budget, Value value) {
    List<String> texts =
        value instanceof NilValue
            ? List.of(Texts.of(budget, value))
            : new ArrayList<>(Texts.list(budget, value));
    if (texts.size() > 1) {
      budget.elements(texts.size());
      texts.sort(GoStrings::compare);
    }
    return ListValue.ofStrings(texts);
  }
}
