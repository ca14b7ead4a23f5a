package dev.sealer.template.sprig.collections;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.DICT;
import static dev.sealer.template.value.GoType.LIST;
import static dev.sealer.template.value.GoType.STRING;
import static dev.sealer.template.value.GoType.STRINGS;

import dev.sealer.template.context.Budget;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.base.Texts;
import dev.sealer.template.value.Args;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Sprig's functions of dictionaries. Where Go's order is random, ours is the order of the keys. */
public final class DictFunctions {

  private static final Signature MERGES = Signature.takesMany(DICT, DICT).gives(ANY);
  private static final Signature CHOOSES = Signature.takesMany(DICT, STRING).gives(DICT);

  /** The cost of sorting keys, relative to copying them. */
  private static final long SORTING = 8;

  private DictFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    List<Function> all = new ArrayList<>(entries());
    all.addAll(wholes());
    return all;
  }

  private static List<Function> entries() {
    return List.of(
        Function.of(
            "get",
            Signature.takes(DICT, STRING).gives(ANY),
            (context, args) -> {
              Value found = args.map(0).get(args.value(1));
              return found == null ? StringValue.EMPTY : found;
            }),
        Function.of(
            "hasKey",
            Signature.takes(DICT, STRING).gives(BOOL),
            (context, args) -> BoolValue.of(args.map(0).get(args.value(1)) != null)),
        Function.of(
            "set",
            Signature.takes(DICT, STRING, ANY).gives(DICT),
            (context, args) -> set(context, args)),
        Function.of(
            "unset",
            Signature.takes(DICT, STRING).gives(DICT),
            (context, args) -> {
              if (!args.map(0).isNil()) {
                Dicts.writable(args.map(0)).remove(args.value(1));
              }
              return args.value(0);
            }),
        Function.of(
            "pluck",
            Signature.takesMany(STRING, DICT).gives(LIST),
            (context, args) -> pluck(args.value(0), args.from(1))),
        Function.of(
            "dig", Signature.takesMany(ANY).gives(ANY), (context, args) -> Digging.dig(args)));
  }

  private static List<Function> wholes() {
    return List.of(
        Function.of(
            "dict", Signature.takesMany(ANY).gives(DICT), (context, args) -> dict(context, args)),
        Function.of("pick", CHOOSES, (context, args) -> pick(args.map(0), args.from(1))),
        Function.of(
            "omit", CHOOSES, (context, args) -> omit(context.budget(), args.map(0), args.from(1))),
        Function.of(
            "keys",
            Signature.takesMany(DICT).gives(STRINGS),
            (context, args) -> keys(context.budget(), args.all())),
        Function.of(
            "values",
            Signature.takes(DICT).gives(LIST),
            (context, args) -> values(context.budget(), args.map(0))),
        merging("merge", false),
        merging("mustMerge", false),
        merging("mergeOverwrite", true),
        merging("mustMergeOverwrite", true),
        Function.of(
            "deepCopy", Signature.takes(ANY).gives(ANY), (context, args) -> copy(context, args)),
        Function.of(
            "mustDeepCopy",
            Signature.takes(ANY).gives(ANY),
            (context, args) -> copy(context, args)));
  }

  private static Value copy(CallContext context, Args args) {
    if (args.value(0) instanceof NilValue) {
      throw GoErrors.of("reflect: call of reflect.Value.Type on zero Value");
    }
    return Dicts.copy(context.budget(), args.value(0));
  }

  private static Value set(CallContext context, Args args) {
    if (args.map(0).isNil()) {
      throw GoErrors.of("assignment to entry in nil map");
    }
    context.budget().text(16);
    Dicts.writable(args.map(0)).put(args.value(1), args.value(2));
    return args.value(0);
  }

  private static Value pluck(Value key, List<Value> dicts) {
    List<Value> found = new ArrayList<>();
    for (Value dict : dicts) {
      Value value = ((MapValue) dict).get(key);
      if (value != null) {
        found.add(value);
      }
    }
    return ListValue.of(found);
  }

  private static Value dict(CallContext context, Args args) {
    DictValue dict = DictValue.empty(DICT);
    for (int i = 0; i < args.size(); i += 2) {
      String key = Texts.of(context.budget(), args.value(i));
      dict.put(key, i + 1 < args.size() ? args.value(i + 1) : StringValue.EMPTY);
    }
    return dict;
  }

  private static Value pick(MapValue from, List<Value> keys) {
    DictValue picked = DictValue.empty(DICT);
    for (Value key : keys) {
      Value value = from.get(key);
      if (value != null) {
        picked.put(key, value);
      }
    }
    return picked;
  }

  private static Value omit(Budget budget, MapValue from, List<Value> keys) {
    budget.elements(SORTING * from.size());
    DictValue rest = Dicts.shallowCopy(from);
    keys.forEach(rest::remove);
    return rest;
  }

  private static Value keys(Budget budget, List<Value> dicts) {
    List<Value> keys = new ArrayList<>();
    for (Value dict : dicts) {
      budget.elements(SORTING * ((MapValue) dict).size());
      keys.addAll(((MapValue) dict).sortedKeys());
    }
    return ListValue.typed(STRINGS, keys);
  }

  private static Value values(Budget budget, MapValue dict) {
    budget.elements(SORTING * dict.size());
    return ListValue.of(dict.sortedKeys().stream().map(key -> Dicts.entry(dict, key)).toList());
  }

  private static Function merging(String name, boolean overwrite) {
    return Function.of(
        name,
        MERGES,
        (context, args) -> {
          Merging merging = new Merging(context.budget(), overwrite);
          MapValue target = args.map(0);
          for (Value source : args.from(1)) {
            target = target.isNil() ? DictValue.empty(DICT) : target;
            merging.merge(target, (MapValue) source);
          }
          return target;
        });
  }
}
