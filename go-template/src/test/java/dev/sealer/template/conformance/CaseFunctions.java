package dev.sealer.template.conformance;

import dev.sealer.template.Sprig;
import dev.sealer.template.upstream.ApplicationSetFunctions;
import dev.sealer.template.upstream.ExternalSecretFunctions;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.FunctionLibrary;
import java.util.Objects;

/** The function libraries that cases may ask for by name. */
final class CaseFunctions {

  private CaseFunctions() {}

  static FunctionLibrary library(String name) {
    return switch (name) {
      case "" -> FunctionLibrary.EMPTY;
      case "sprig" -> Sprig.library();
      case "applicationset" -> Sprig.library().with(ApplicationSetFunctions.library());
      case "external-secrets" ->
          Sprig.library().with(ExternalSecretFunctions.library()).with(trustStores());
      default -> throw new IllegalArgumentException("no function library " + name);
    };
  }

  /** What a store of trusted certificates holds: for cases only. */
  private static FunctionLibrary trustStores() {
    Function reads = ExternalSecretFunctions.library().find("pkcs12certPass");
    return FunctionLibrary.of(Objects.requireNonNull(reads).named("trusted"));
  }
}
