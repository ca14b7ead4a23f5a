package dev.sealer.template.upstream;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.DICT;
import static dev.sealer.template.value.GoType.LIST;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.sprig.json.YamlValues;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.FunctionLibrary;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;

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
              (context, args) -> YamlValues.readMap(context, args.string(0))),
          Function.of(
              "fromYamlArray",
              Signature.takes(STRING).gives(LIST),
              (context, args) -> YamlValues.readList(context, args.string(0))));

  private ApplicationSetFunctions() {}

  /** {@code normalize, slugify, toYaml, fromYaml, fromYamlArray}. */
  public static FunctionLibrary library() {
    return LIBRARY;
  }
}
