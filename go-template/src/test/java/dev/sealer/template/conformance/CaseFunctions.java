package dev.sealer.template.conformance;

import dev.sealer.template.function.FunctionLibrary;
import dev.sealer.template.sprig.Sprig;

/** The function libraries that cases may ask for by name. */
final class CaseFunctions {

  private CaseFunctions() {}

  static FunctionLibrary library(String name) {
    return switch (name) {
      case "" -> FunctionLibrary.EMPTY;
      case "sprig" -> Sprig.library();
      default -> throw new IllegalArgumentException("no function library " + name);
    };
  }
}
