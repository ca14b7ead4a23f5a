package dev.sealer.cli.seal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.fingerprint.ItemPlace;
import dev.sealer.cli.fingerprint.ItemSealing;
import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.manifest.MetadataTree;
import dev.sealer.cli.manifest.PlainSecret;
import dev.sealer.cli.manifest.SealedTree;
import dev.sealer.cli.manifest.SealingPlace;
import dev.sealer.cli.parallel.Parallel;
import dev.sealer.sealing.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns Secrets into SealedSecrets. Messages are the peer's. */
public final class SecretSealing {
  private final SealOptions options;
  private final Supplier<Namespace> namespace;
  private @Nullable Namespace asked;

  /**
   * Seals with these options.
   *
   * @param namespace asked once, and only when there is a Secret whose scope has a namespace
   */
  public SecretSealing(SealOptions options, Supplier<Namespace> namespace) {
    this.options = options;
    this.namespace = namespace;
  }

  /**
   * Seals one Secret.
   *
   * @param items seals its values
   * @param standing what stands where the result goes
   * @throws ManifestException when the Secret lacks what sealing needs
   */
  public ObjectNode seal(PlainSecret secret, ItemSealing items, StandingSeals standing) {
    requireValues(secret, options.allowEmpty());
    String name = options.name().isEmpty() ? secret.name() : options.name();
    if (name.isEmpty()) {
      throw new ManifestException("missing metadata.name in input Secret");
    }
    Map<String, String> annotations = scoped(secret.annotations());
    Scope scope = Scope.ofAnnotations(annotations);
    String place = scope == Scope.CLUSTER_WIDE ? secret.namespace() : place(secret.namespace());
    items.noteDropped(secret.droppedAnnotations());
    return SealedTree.of(
        MetadataTree.ofSealed(name, place, scope.annotations()),
        MetadataTree.forTemplate(name, place, secret.metadata(), annotations),
        secret.type(),
        secret.immutable(),
        items(secret, key -> new ItemPlace(place, name, scope, key), items, standing::items));
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

  /**
   * The values sealed, each in base64, by key.
   *
   * @param place of a key
   * @param standing the items that stand at a place now
   */
  public static Map<String, String> items(
      PlainSecret secret,
      Function<String, ItemPlace> place,
      ItemSealing sealing,
      Function<ItemPlace, List<String>> standing) {
    List<Item> sealed =
        Parallel.map(
            List.copyOf(secret.values().entrySet()),
            value -> {
              ItemPlace at = place.apply(value.getKey());
              return new Item(
                  value.getKey(), sealing.item(at, value.getValue(), standing.apply(at)));
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
    Namespace known = asked();
    SealingPlace.requireSameNamespace(known.explicit() ? known.name() : "", given);
    String place = given.isEmpty() ? known.name() : given;
    if (place.isEmpty()) {
      throw new ManifestException("secret must declare a namespace");
    }
    return place;
  }

  private synchronized Namespace asked() {
    if (asked == null) {
      asked = namespace.get();
    }
    return asked;
  }
}
