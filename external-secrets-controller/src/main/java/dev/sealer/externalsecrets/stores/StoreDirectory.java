package dev.sealer.externalsecrets.stores;

import dev.sealer.crds.externalsecrets.SecretStoreSpec;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import java.util.Map;
import java.util.Optional;

/** Finds the store an ExternalSecret names, and says whether it may use it. */
public final class StoreDirectory {

  private final ObjectWatch<StoreObject> stores;
  private final ObjectWatch<StoreObject> clusterStores;
  private final ObjectWatch<ObjectMetadata> namespaces;
  private final CheckedStores checked;

  /** Looks into these watches. */
  public StoreDirectory(
      ObjectWatch<StoreObject> stores,
      ObjectWatch<StoreObject> clusterStores,
      ObjectWatch<ObjectMetadata> namespaces,
      CheckedStores checked) {
    this.stores = stores;
    this.clusterStores = clusterStores;
    this.namespaces = namespaces;
    this.checked = checked;
  }

  /** Returns whether the last check of the store failed, and was a check of its present version. */
  public boolean isKnownNotReady(StoreObject store) {
    return checked.isKnownNotReady(store);
  }

  /** Returns the store object, without checking whether the namespace may use it. */
  public Optional<StoreObject> find(StoreRef ref, String namespace) {
    return ref.kind() == StoreKind.SECRET_STORE
        ? stores.get(new ObjectKey(namespace, ref.name()))
        : clusterStores.get(ObjectKey.clusterScoped(ref.name()));
  }

  /** Returns whether the namespace may use the store. */
  public boolean allows(StoreObject store, String namespace) {
    SecretStoreSpec spec = store.spec();
    if (store.ref().kind() == StoreKind.SECRET_STORE || spec == null) {
      return true;
    }
    Map<String, String> labels =
        namespaces
            .get(ObjectKey.clusterScoped(namespace))
            .map(ObjectMetadata::labels)
            .orElse(Map.of());
    return NamespaceRules.allow(spec.conditions(), namespace, labels);
  }
}
