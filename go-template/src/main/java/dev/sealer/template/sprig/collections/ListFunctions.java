package dev.sealer.template.sprig.collections;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.LIST;

import dev.sealer.template.context.Budget;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.sprig.base.Casts;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.base.Kinds;
import dev.sealer.template.value.Args;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Sprig's functions that make lists and take parts of them. */
public final class ListFunctions {

  private static final GoType LISTS = GoType.sliceOf(LIST);
  private static final Signature PART = Signature.takes(ANY).gives(LIST);
  private static final Signature WITH_ONE = Signature.takes(ANY, ANY).gives(LIST);
  private static final Signature ELEMENT = Signature.takes(ANY).gives(ANY);

  private ListFunctions() {}

  /** Returns all functions of this class, each also under its {@code must} name. */
  public static List<Function> all() {
    List<Function> all = new ArrayList<>();
    all.add(
        Function.of("list", Signature.takesMany(ANY).gives(LIST), (c, a) -> ListValue.of(a.all())));
    all.add(
        Function.of(
            "tuple", Signature.takesMany(ANY).gives(LIST), (c, a) -> ListValue.of(a.all())));
    all.add(
        Function.of(
            "concat", Signature.takesMany(ANY).gives(ANY), (c, a) -> concat(c.budget(), a.all())));
    for (Function function : pairs()) {
      String name = function.name();
      all.add(function);
      all.add(function.named("must" + Character.toUpperCase(name.charAt(0)) + name.substring(1)));
    }
    return all;
  }

  private static List<Function> pairs() {
    return List.of(
        Function.of("append", WITH_ONE, (c, a) -> push(c.budget(), a.value(0), a.value(1))),
        Function.of("push", WITH_ONE, (c, a) -> push(c.budget(), a.value(0), a.value(1))),
        Function.of("prepend", WITH_ONE, (c, a) -> prepend(c.budget(), a.value(0), a.value(1))),
        Function.of("first", ELEMENT, (c, a) -> end(a.value(0), "first", false)),
        Function.of("last", ELEMENT, (c, a) -> end(a.value(0), "last", true)),
        Function.of("rest", PART, (c, a) -> without(list(c, a, "rest"), 1, 0)),
        Function.of("initial", PART, (c, a) -> without(list(c, a, "initial"), 0, 1)),
        Function.of("reverse", PART, (c, a) -> reverse(list(c, a, "reverse"))),
        Function.of(
            "chunk",
            Signature.takes(INT, ANY).gives(LISTS),
            (c, a) -> chunk(c.budget(), a.integer(0), a.value(1))),
        Function.of("slice", Signature.takesMany(ANY, ANY).gives(ANY), (c, a) -> slice(a.all())));
  }

  private static ListValue list(CallContext context, Args args, String name) {
    ListValue list = Kinds.list(args.value(0), "Cannot find " + name + " on type ");
    context.budget().elements(list.size());
    return list;
  }

  private static Value push(Budget budget, Value value, Value last) {
    ListValue list = Kinds.list(value, "Cannot push on type ");
    budget.elements(list.size());
    List<Value> items = new ArrayList<>(list.items());
    items.add(last);
    return ListValue.of(items);
  }

  private static Value prepend(Budget budget, Value value, Value first) {
    ListValue list = Kinds.list(value, "Cannot prepend on type ");
    budget.elements(list.size());
    List<Value> items = new ArrayList<>();
    items.add(first);
    items.addAll(list.items());
    return ListValue.of(items);
  }

  private static Value end(Value value, String name, boolean last) {
    ListValue list = Kinds.list(value, "Cannot find " + name + " on type ");
    if (list.size() == 0) {
      return NilValue.NIL;
    }
    return list.get(last ? list.size() - 1 : 0);
  }

  private static Value without(ListValue list, int atStart, int atEnd) {
    return list.size() == 0
        ? ListValue.nil(LIST)
        : ListValue.of(list.items().subList(atStart, list.size() - atEnd));
  }

  private static Value reverse(ListValue list) {
    return ListValue.of(list.items().reversed());
  }

  private static Value concat(Budget budget, List<Value> lists) {
    List<Value> all = new ArrayList<>();
    for (Value value : lists) {
      if (value instanceof ListValue list) {
        budget.elements(list.size());
        all.addAll(list.items());
      } else if (value instanceof NilValue) {
        throw GoErrors.nilPointer();
      } else {
        throw GoErrors.of("Cannot concat type " + Kinds.name(value) + " as list");
      }
    }
    return all.isEmpty() ? ListValue.nil(LIST) : ListValue.of(all);
  }

  private static Value chunk(Budget budget, long size, Value value) {
    ListValue list = Kinds.list(value, "Cannot chunk type ");
    int length = list.size();
    budget.elements(length);
    long chunks = Casts.truncated(Math.floor((double) (length - 1) / size) + 1);
    if (chunks < 0 || chunks > Integer.MAX_VALUE) {
      throw GoErrors.of("runtime error: makeslice: len out of range");
    }
    if (size < 0 && chunks > 0) {
      return chunkOfNegativeSize(size, list);
    }
    List<Value> all = new ArrayList<>();
    for (int from = 0; from < length && size > 0; from += (int) size) {
      int to = (int) Math.min(length, from + size);
      all.add(ListValue.of(list.items().subList(from, to)));
    }
    return ListValue.typed(LISTS, all);
  }

  /** By Sprig's arithmetic a list of one still is one chunk, unless the size is -1. */
  private static Value chunkOfNegativeSize(long size, ListValue list) {
    if (list.size() != 1 || size == -1) {
      throw GoErrors.of("runtime error: makeslice: len out of range");
    }
    return ListValue.typed(LISTS, List.of(ListValue.of(list.items())));
  }

  private static Value slice(List<Value> args) {
    ListValue list = Kinds.list(args.getFirst(), "list should be type of slice or array but ");
    if (list.size() == 0) {
      return NilValue.NIL;
    }
    long start = args.size() > 1 ? Casts.toInt64(args.get(1)) : 0;
    long end = args.size() > 2 ? Casts.toInt64(args.get(2)) : list.size();
    if (start < 0 || end < start || end > list.capacity()) {
      throw GoErrors.of("reflect.Value.Slice: slice index out of bounds");
    }
    return list.slice((int) start, (int) end);
  }
}
