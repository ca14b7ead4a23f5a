package dev.sealer.cli.seal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.fingerprint.SealedValueId;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.ParallelTasks;
import dev.sealer.cli.manifest.MetadataJson;
import dev.sealer.cli.manifest.RequestedNamespace;
import dev.sealer.cli.manifest.SealingTarget;
import dev.sealer.cli.manifest.UnsealedSecret;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns Secrets into SealedSecrets. Messages are kubeseal's. */
public final class SecretSealer {
  private final SealOptions options;
  private final Supplier<RequestedNamespace> namespace;
  private @Nullable RequestedNamespace asked;

  /**
   * Seals with these options.
   *
   * @param namespace asked once, and only when there is a Secret whose scope has a namespace
   */
  public SecretSealer(SealOptions options, Supplier<RequestedNamespace> namespace) {
    this.options = options;
    this.namespace = namespace;
  }

  /**
   * Seals one Secret.
   *
   * @param items seals its values
   * @param existing the SealedSecrets in the output file
   * @throws InvalidManifestException when the Secret lacks what sealing needs
   */
  public ObjectNode seal(UnsealedSecret secret, ValueSealer items, ExistingCiphertexts existing) {
    requireValues(secret, options.allowEmpty());
    String name = options.name().isEmpty() ? secret.name() : options.name();
    if (name.isEmpty()) {
      throw new InvalidManifestException("missing metadata.name in input Secret");
    }
    Map<String, String> annotations = scoped(secret.annotations());
    Scope scope = Scope.ofAnnotations(annotations);
    String place = scope == Scope.CLUSTER_WIDE ? secret.namespace() : place(secret.namespace());
    items.noteDropped(secret.droppedAnnotations());
    return SealedSecretJson.of(
        MetadataJson.ofSealed(name, place, scope.annotations()),
        MetadataJson.forTemplate(name, place, secret.metadata(), annotations),
        secret.type(),
        secret.immutable(),
        items(secret, key -> new SealedValueId(place, name, scope, key), items, existing::items));
  }

  /**
   * Refuses a Secret without values: most often they are below a field that no Secret has.
   *
   * @throws InvalidManifestException unless {@code allowed}
   */
  public static void requireValues(UnsealedSecret secret, boolean allowed) {
    if (secret.values().isEmpty() && !allowed) {
      throw new InvalidManifestException(
          "secret.data is empty in input Secret, assuming this is an error and aborting. To work"
              + " with empty data, --allow-empty-data can be used");
    }
  }

  /**
   * Returns the values sealed, each in base64, by key.
   *
   * @param place of a key
   * @param existing returns the existing ciphertexts of a value
   */
  public static Map<String, String> items(
      UnsealedSecret secret,
      Function<String, SealedValueId> place,
      ValueSealer sealing,
      Function<SealedValueId, List<String>> existing) {
    List<Item> sealed =
        ParallelTasks.map(
            List.copyOf(secret.values().entrySet()),
            value -> {
              SealedValueId at = place.apply(value.getKey());
              return new Item(
                  value.getKey(), sealing.item(at, value.getValue(), existing.apply(at)));
            });
    Map<String, String> items = new TreeMap<>();
    sealed.forEach(item -> items.put(item.key(), item.sealed()));
    return items;
  }

  private record Item(String key, String sealed) {}

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
    RequestedNamespace known = asked();
    SealingTarget.requireSameNamespace(known.explicit() ? known.name() : "", given);
    String place = given.isEmpty() ? known.name() : given;
    if (place.isEmpty()) {
      throw new InvalidManifestException("secret must declare a namespace");
    }
    return place;
  }

  private synchronized RequestedNamespace asked() {
    if (asked == null) {
      asked = namespace.get();
    }
    return asked;
  }
}
