package dev.sealer.externalsecrets.cluster;

import dev.sealer.externalsecrets.reconcile.ExternalSecretObject;
import dev.sealer.kube.watch.ObjectMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ExternalSecrets that a ClusterExternalSecret adds, leaves alone and removes.
 *
 * @param apply the namespaces that get the ExternalSecret, each with the one that is there
 * @param blocked the namespaces that have another ExternalSecret of that name
 * @param remove the ExternalSecrets that are not wanted any more
 */
record FanOutPlan(
    SortedMap<String, Optional<ExternalSecretObject>> apply,
    SortedSet<String> blocked,
    List<ExternalSecretObject> remove) {

  /**
   * Plans.
   *
   * @param uid of the ClusterExternalSecret
   * @param namespaces that are served
   * @param children ExternalSecrets of all namespaces
   */
  static FanOutPlan of(
      String uid,
      FanOut wanted,
      Collection<ObjectMetadata> namespaces,
      Collection<ExternalSecretObject> children) {
    Map<String, ExternalSecretObject> present = new TreeMap<>();
    children.stream()
        .filter(child -> child.source().name().equals(wanted.externalSecretName()))
        .forEach(child -> present.put(child.source().namespace(), child));
    SortedMap<String, Optional<ExternalSecretObject>> apply = new TreeMap<>();
    SortedSet<String> blocked = new TreeSet<>();
    for (ObjectMetadata namespace : namespaces) {
      String name = namespace.key().name();
      // A namespace that is being deleted takes no new objects, and loses those that it has.
      if (namespace.deletionTimestamp() == null
          && wanted.namespaces().selects(name, namespace.labels())) {
        Optional<ExternalSecretObject> there = Optional.ofNullable(present.get(name));
        if (there.filter(child -> !child.clusterOwner().equals(uid)).isPresent()) {
          blocked.add(name);
        } else {
          apply.put(name, there);
        }
      }
    }
    List<ExternalSecretObject> remove = new ArrayList<>();
    for (ExternalSecretObject child : children) {
      boolean isWanted =
          child.source().name().equals(wanted.externalSecretName())
              && apply.containsKey(child.source().namespace());
      if (child.clusterOwner().equals(uid) && !child.deleting() && !isWanted) {
        remove.add(child);
      }
    }
    return new FanOutPlan(apply, blocked, remove);
  }
}
