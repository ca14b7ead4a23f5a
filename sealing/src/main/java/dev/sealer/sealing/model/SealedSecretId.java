package dev.sealer.sealing.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealingLabel;

/**
 * The identity of a SealedSecret, which its values are bound to as far as the scope says.
 *
 * @param namespace empty if it is not known, as when a kustomization adds it
 * @param name empty if it has none
 */
public record SealedSecretId(String namespace, String name, Scope scope) {

  /**
   * Reads the identity of a SealedSecret.
   *
   * @param otherwise the namespace of an object that names none; empty if it is not known
   * @throws InvalidManifestException if its annotations are not a map of strings
   */
  public static SealedSecretId read(JsonNode sealed, String otherwise) {
    JsonNode metadata = sealed.path("metadata");
    String own = metadata.path("namespace").asText("");
    return new SealedSecretId(
        own.isEmpty() ? otherwise : own,
        metadata.path("name").asText(""),
        Scope.ofAnnotations(SealedSecretJson.annotations(sealed)));
  }

  /** Returns whether every part is known that the scope needs. */
  public boolean isComplete() {
    return !(scope.needsNamespace() && namespace.isEmpty())
        && !(scope.needsName() && name.isEmpty());
  }

  /**
   * Returns the label to seal values with.
   *
   * @throws IllegalArgumentException if the identity is not complete
   */
  public SealingLabel label() {
    return scope.label(namespace, name);
  }

  /** Returns the label to try when unsealing values. Never seal with it. */
  public SealingLabel labelToTry() {
    return scope.labelToTry(namespace, name);
  }

  /** Returns {@code namespace/name}, or the name alone, for people. */
  public String title() {
    return title(namespace, name);
  }

  /** Returns {@code namespace/name} for people; parts may be empty. */
  public static String title(String namespace, String name) {
    String shown = name.isEmpty() ? "(no name)" : name;
    return namespace.isEmpty() ? shown : namespace + "/" + shown;
  }
}
