package dev.sealer.externalsecrets.cluster;

import dev.sealer.externalsecrets.reconcile.ExternalSecretObject;
import dev.sealer.kube.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Tells which ClusterExternalSecrets a change of something else concerns. Safe for threads. */
public final class ClusterExternalSecretIndex {

  private final Map<ObjectKey, ClusterExternalSecretObject> known = new ConcurrentSkipListMap<>();

  /** Knows no ClusterExternalSecrets. */
  public ClusterExternalSecretIndex() {
    // Filled by the watch.
  }

  /** Notes a ClusterExternalSecret, new or changed. */
  public void put(ClusterExternalSecretObject object) {
    known.put(object.key(), object);
  }

  /** Forgets a ClusterExternalSecret. */
  public void remove(ObjectKey key) {
    known.remove(key);
  }

  /** Returns all of them, sorted. */
  public List<ObjectKey> all() {
    return List.copyOf(known.keySet());
  }

  /** Returns those that made an ExternalSecret, or want one of its name. */
  public List<ObjectKey> of(ExternalSecretObject externalSecret) {
    return known.values().stream()
        .filter(object ->
            object.uid().equals(externalSecret.clusterOwner())
                || object.wants(externalSecret.source().name()))
        .map(ClusterExternalSecretObject::key)
        .toList();
  }
}
