package dev.sealer.template.sprig.collections;

import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.value.Args;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;

/** {@code dig "a" "b" default dict}: a value deep in a map, or a default. */
final class Digging {

  private Digging() {}

  static Value dig(Args args) {
    int size = args.size();
    if (size < 3) {
      throw GoErrors.of("dig needs at least three arguments");
    }
    MapValue dict = dict(args.value(size - 1));
    for (int i = 0; i < size - 2; i++) {
      if (!(args.value(i) instanceof StringValue)) {
        throw conversion(args.value(i), "string");
      }
    }
    for (int i = 0; i < size - 2; i++) {
      Value step = dict.get(args.value(i));
      if (step == null) {
        return args.value(size - 2);
      }
      if (i == size - 3) {
        return step;
      }
      dict = dict(step);
    }
    return args.value(size - 2);
  }

  private static MapValue dict(Value value) {
    if (value instanceof MapValue map && map.type().equals(GoType.DICT)) {
      return map;
    }
    throw conversion(value, "map[string]interface {}");
  }

  private static FunctionException conversion(Value value, String wanted) {
    String is = value instanceof NilValue ? "nil" : value.type().name();
    return GoErrors.of("interface conversion: interface {} is " + is + ", not " + wanted);
  }
}
