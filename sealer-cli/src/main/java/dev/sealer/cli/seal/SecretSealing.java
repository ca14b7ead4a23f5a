package dev.sealer.cli.seal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.manifest.MetadataTree;
import dev.sealer.cli.manifest.PlainSecret;
import dev.sealer.cli.manifest.SealedTree;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingLabel;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Turns Secrets into SealedSecrets for one certificate. Messages are the peer's. */
public final class SecretSealing {
  private final Sealer sealer;
  private final SealOptions options;
  private final Supplier<Namespace> namespace;

  /**
   * Seals with these options.
   *
   * @param namespace asked only for Secrets whose scope has a namespace
   */
  public SecretSealing(Sealer sealer, SealOptions options, Supplier<Namespace> namespace) {
    this.sealer = sealer;
    this.options = options;
    this.namespace = namespace;
  }

  /**
   * Seals one Secret.
   *
   * @throws ManifestException when the Secret lacks what sealing needs
   */
  public ObjectNode seal(PlainSecret secret) {
    requireValues(secret, options.allowEmpty());
    String name = options.name().isEmpty() ? secret.name() : options.name();
    if (name.isEmpty()) {
      throw new ManifestException("missing metadata.name in input Secret");
    }
    Map<String, String> annotations = scoped(secret.annotations());
    Scope scope = Scope.ofAnnotations(annotations);
    String place = scope == Scope.CLUSTER_WIDE ? secret.namespace() : place(secret.namespace());
    return SealedTree.of(
        MetadataTree.ofSealed(name, place, scope.annotations()),
        MetadataTree.forTemplate(name, place, secret.metadata(), annotations),
        secret.type(),
        secret.immutable(),
        items(sealer, secret, scope.label(place, name)));
  }

  /**
   * Refuses a Secret without values: most often they stand under a key that no Secret has.
   *
   * @throws ManifestException unless {@code allowed}
   */
  public static void requireValues(PlainSecret secret, boolean allowed) {
    if (secret.values().isEmpty() && !allowed) {
      throw new ManifestException(
          "secret.data is empty in input Secret, assuming this is an error and aborting. To work"
              + " with empty data, --allow-empty-data can be used");
    }
  }

  /** The values sealed, each in base64, by key. */
  public static Map<String, String> items(Sealer sealer, PlainSecret secret, SealingLabel label) {
    Map<String, String> items = new TreeMap<>();
    secret.values().forEach((key, value) -> items.put(key, sealer.seal(value, label).toBase64()));
    return items;
  }

  private Map<String, String> scoped(Map<String, String> given) {
    if (options.scope() == Scope.STRICT) {
      return given;
    }
    Map<String, String> annotations = new TreeMap<>(given);
    annotations.remove(Scope.NAMESPACE_WIDE_ANNOTATION);
    annotations.remove(Scope.CLUSTER_WIDE_ANNOTATION);
    annotations.putAll(options.scope().annotations());
    return annotations;
  }

  private String place(String given) {
    Namespace asked = namespace.get();
    if (asked.explicit() && !given.isEmpty() && !given.equals(asked.name())) {
      throw new ManifestException(
          "namespace mismatch: input secret is in namespace \"%s\" but \"%s\" was specified"
              .formatted(given, asked.name()));
    }
    String place = given.isEmpty() ? asked.name() : given;
    if (place.isEmpty()) {
      throw new ManifestException("secret must declare a namespace");
    }
    return place;
  }
}
