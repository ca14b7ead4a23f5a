package dev.sealer.template.sprig.paths;

import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.sprig.base.Define;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.Signature;
import java.util.ArrayList;
import java.util.List;

/** Sprig's paths; those of the operating system are Unix paths, as in every container. */
public final class PathFunctions {

  private PathFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    List<Function> all = new ArrayList<>();
    for (Function function :
        List.of(
            Define.text("base", Paths::base),
            Define.text("clean", Paths::clean),
            Define.text("dir", Paths::dir),
            Define.text("ext", Paths::ext),
            Function.of(
                "isAbs",
                Signature.takes(STRING).gives(BOOL),
                (context, args) -> BoolValue.of(args.string(0).startsWith("/"))))) {
      String name = function.name();
      all.add(function);
      all.add(function.named("os" + Character.toUpperCase(name.charAt(0)) + name.substring(1)));
    }
    return all;
  }
}
