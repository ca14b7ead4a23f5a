package dev.sealer.cli.backup.plan;

import dev.sealer.sealing.Scope;
import java.util.Map;

/**
 * A SealedSecret as a file holds it.
 *
 * @param document which document of the file, counted from 1
 * @param line where it begins, counted from 1
 * @param namespace empty when the file does not say, as a kustomization may add it
 * @param items ciphertext by key; the deprecated form, which seals a whole object, is the one item
 *     {@code spec.data}
 */
public record RepositorySealedSecret(
    int document, int line, String namespace, String name, Scope scope, Map<String, String> items) {

  /** The item name of the deprecated form. */
  public static final String WHOLE = "spec.data";

  /** Copies the map. */
  public RepositorySealedSecret {
    items = Map.copyOf(items);
  }

  /** Whether the file itself says what the items are bound to. */
  boolean bindingIsKnown() {
    return switch (scope) {
      case STRICT -> !namespace.isEmpty() && !name.isEmpty();
      case NAMESPACE_WIDE -> !namespace.isEmpty();
      case CLUSTER_WIDE -> true;
    };
  }

  /** For people: {@code namespace/name}, or the name alone. */
  public String title() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
