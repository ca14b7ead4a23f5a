package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.deletion.DeletionReview;
import dev.sealer.externalsecrets.deletion.LossLedger;
import dev.sealer.externalsecrets.deletion.SourceState;
import dev.sealer.externalsecrets.generator.Generators;
import dev.sealer.externalsecrets.plan.Owned;
import dev.sealer.externalsecrets.plan.PeerHash;
import dev.sealer.externalsecrets.plan.Source;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.externalsecrets.spec.TemplateSource;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.stores.ControllerClaim;
import dev.sealer.externalsecrets.stores.StoreDirectory;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.externalsecrets.stores.UpstreamDeployment;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A read-only view of the watched objects. It can lag behind the API server.
 *
 * @param externalSecrets the ExternalSecrets
 * @param secrets metadata of all Secrets
 * @param configMaps metadata of all ConfigMaps
 * @param stores the stores
 * @param generators the generators
 * @param index who needs what
 * @param claim which of them are ours
 */
public record World(
    ObjectWatch<ExternalSecretObject> externalSecrets,
    ObjectWatch<ObjectMetadata> secrets,
    ObjectWatch<ObjectMetadata> configMaps,
    StoreDirectory stores,
    Generators generators,
    ExternalSecretIndex index,
    ControllerClaim claim) {

  Optional<ExternalSecretObject> externalSecret(ObjectKey key) {
    return externalSecrets.get(key);
  }

  Optional<ObjectMetadata> secret(ObjectKey key) {
    return secrets.get(key);
  }

  /**
   * Returns whether none of its stores and generators belongs to another controller; a missing one
   * may be ours.
   */
  boolean isOurs(ExternalSecretObject object) {
    String namespace = object.source().namespace();
    return object.named().stores().stream().allMatch(ref -> claim.isOurs(ref, namespace))
        && object.named().generators().stream()
            .allMatch(ref -> generators.isServed(ref, namespace, claim.controllerClass()));
  }

  /** Returns an External Secrets Operator that may write the Secret, too. */
  Optional<UpstreamDeployment> rival(ExternalSecretObject object) {
    return claim.rival(object.named().stores(), object.source().namespace());
  }

  /** Versions of everything but the provider's values that goes into a target. */
  String inputs(String namespace, SyncSpec spec) {
    StringJoiner versions = new StringJoiner(",");
    spec.remotes().stream()
        .map(Entry.Remote::store)
        .distinct()
        .forEach(ref ->
            versions.add(
                stores
                    .find(ref, namespace)
                    .map(store -> store.version() + "@" + store.release())
                    .orElse("none")));
    spec.target().template().stream()
        .flatMap(template -> template.from().stream())
        .forEach(source -> {
          if (source instanceof TemplateSource.Referenced ref) {
            versions.add(version(ref, namespace));
          }
        });
    return versions.toString();
  }

  private String version(TemplateSource.Referenced ref, String namespace) {
    ObjectKey key = new ObjectKey(namespace, ref.name());
    return (ref.secret() ? secrets : configMaps)
        .get(key)
        .map(ObjectMetadata::resourceVersion)
        .orElse("none");
  }

  /** Notes what is missing of an ExternalSecret, before its status says so. */
  void note(ExternalSecretObject object, SyncSpec spec, List<SourceState> sources) {
    index.note(object.key(), spec, sources);
  }

  /** Returns a store of which too much is missing for anything of it to be removed. */
  Optional<StoreRef> heldStore(DeletionReview review, String namespace, Instant now) {
    return review.leaving().entrySet().stream()
        .filter(leaving -> {
          LossLedger.Hold hold =
              stores
                  .find(leaving.getKey(), namespace)
                  .map(StoreObject::hold)
                  .orElse(LossLedger.Hold.NONE);
          return leaving.getValue().stream().anyMatch(s -> !LossLedger.isReleased(s, hold, now))
              && index.losses().tally(leaving.getKey(), namespace, hold, now).held();
        })
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Name of the group that shares calls to a store. */
  String group(StoreRef store, String namespace) {
    boolean cluster = store.kind() == StoreKind.CLUSTER_SECRET_STORE;
    return store + "@" + (cluster ? "" : namespace);
  }

  /** Returns how many different values are read from a store. */
  int distinctReads(StoreRef store, String namespace) {
    return index.distinctReads(store, namespace);
  }

  /** Returns the names of other ExternalSecrets that write a Secret, by their field managers. */
  Map<String, String> otherWriters(ObjectKey externalSecret, String secret) {
    Map<String, String> writers = new HashMap<>();
    for (ObjectKey writer : index.writersOf(new ObjectKey(externalSecret.namespace(), secret))) {
      if (!writer.equals(externalSecret)) {
        writers.put(Owned.fieldManager(writer.name()), writer.name());
      }
    }
    return writers;
  }

  /** Returns the Secrets that an ExternalSecret made, sorted by name. */
  List<ObjectMetadata> createdBy(Source source) {
    String hash = PeerHash.ofOwner(source.namespace(), source.name());
    return index.secretsOf(hash).stream()
        .filter(key -> key.namespace().equals(source.namespace()))
        .flatMap(key -> secrets.get(key).stream())
        .filter(s -> hash.equals(s.labels().get(Owned.CREATED_BY_LABEL)))
        .toList();
  }
}
