package dev.sealer.cli.manifest;

import dev.sealer.sealing.Scope;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretJson;
import java.util.Optional;

/**
 * Checks the scope that a template claims. It must not say more than the object: values of one
 * object were once made readable by all that way (CVE-2026-22728).
 */
public final class TemplateScope {

  private TemplateScope() {}

  /** Returns what is wrong with the template's claim, if anything is. */
  public static Optional<String> problem(SealedDocument object) {
    Scope own = object.scope();
    return own.widerClaimIn(SealedSecretJson.templateAnnotations(object.tree()))
        .map(claimed ->
            "the template's annotations claim the scope %s, the object's own annotations say %s: make them agree"
                .formatted(claimed.flag(), own.flag()));
  }

  /**
   * Refuses an object whose template claims a wider scope.
   *
   * @throws InvalidManifestException that says which scopes
   */
  public static void requireNoneWider(SealedDocument object) {
    problem(object)
        .ifPresent(problem -> {
          throw new InvalidManifestException(problem);
        });
  }
}
