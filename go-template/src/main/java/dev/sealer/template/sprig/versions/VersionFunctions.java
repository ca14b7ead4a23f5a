package dev.sealer.template.sprig.versions;

import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.Signature;
import java.util.List;

/** Sprig's semantic versions. */
public final class VersionFunctions {

  private VersionFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Function.of(
            "semver",
            Signature.takes(STRING).gives(VersionValue.POINTER),
            (context, args) -> {
              context.budget().steps(1 + args.string(0).length());
              return new VersionValue(SemanticVersion.parse(args.string(0)), true);
            }),
        Function.of(
            "semverCompare",
            Signature.takes(STRING, STRING).gives(BOOL),
            (context, args) -> {
              long length = args.string(0).length();
              // Each clause looks at the rest of the text.
              context.budget().steps(1 + length + length * length / 1000);
              context.budget().steps(args.string(1).length());
              Constraints constraints = Constraints.parse(args.string(0));
              return BoolValue.of(constraints.allow(SemanticVersion.parse(args.string(1))));
            }));
  }
}
