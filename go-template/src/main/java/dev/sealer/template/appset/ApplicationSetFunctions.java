package dev.sealer.template.appset;

import static dev.sealer.template.type.GoType.ANY;
import static dev.sealer.template.type.GoType.DICT;
import static dev.sealer.template.type.GoType.LIST;
import static dev.sealer.template.type.GoType.STRING;

import dev.sealer.template.function.Function;
import dev.sealer.template.function.FunctionLibrary;
import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.sprig.base.Failures;
import dev.sealer.template.type.Signature;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import dev.sealer.template.yaml.YamlValues;

/** Argo CD's own functions for ApplicationSet templates; add them to Sprig's. */
public final class ApplicationSetFunctions {

  private static final FunctionLibrary LIBRARY =
      FunctionLibrary.of(
          Define.text("normalize", Names::normalize),
          Function.of(
              "slugify",
              Signature.takesMany(ANY).gives(STRING),
              (context, args) -> StringValue.of(Names.slugify(args.all()))),
          Function.of(
              "toYaml",
              Signature.takes(ANY).gives(STRING),
              (context, args) -> StringValue.of(YamlValues.write(context, args.value(0)))),
          Function.of(
              "fromYaml",
              Signature.takes(STRING).gives(DICT),
              (context, args) -> map(YamlValues.read(context, args.string(0)))),
          Function.of(
              "fromYamlArray",
              Signature.takes(STRING).gives(LIST),
              (context, args) -> list(YamlValues.read(context, args.string(0)))));

  private ApplicationSetFunctions() {}

  /** {@code normalize, slugify, toYaml, fromYaml, fromYamlArray}. */
  public static FunctionLibrary library() {
    return LIBRARY;
  }

  private static Value map(Value value) {
    return switch (value) {
      case MapValue map -> map;
      case NilValue _ -> DictValue.empty(DICT);
      default -> throw Failures.of("fromYaml: the document is not a mapping");
    };
  }

  private static Value list(Value value) {
    return switch (value) {
      case ListValue list -> list;
      case NilValue _ -> ListValue.nil(LIST);
      default -> throw Failures.of("fromYamlArray: the document is not a list");
    };
  }
}
