package dev.sealer.sync.live;

import dev.sealer.kube.ObjectKey;
import dev.sealer.sync.manifest.ResourceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Knows which Application wants which objects of the cluster, there or not. Thread-safe; one
 * Application is changed by one thread at a time.
 */
final class WantedObjects {

  private final Map<ObjectKey, Set<ResourceId>> byApplication = new ConcurrentHashMap<>();
  private final Map<ResourceId, Set<ObjectKey>> byObject = new ConcurrentHashMap<>();

  /** Replaces what an Application wants; returns what it does not want any more. */
  Set<ResourceId> replace(ObjectKey application, Collection<ResourceId> ids) {
    Set<ResourceId> now = Set.copyOf(ids);
    Set<ResourceId> before = byApplication.put(application, now);
    for (ResourceId id : now) {
      byObject.compute(
          id,
          (_, applications) -> {
            Set<ObjectKey> all =
                applications == null ? ConcurrentHashMap.newKeySet() : applications;
            all.add(application);
            return all;
          });
    }
    if (before == null) {
      return Set.of();
    }
    Set<ResourceId> dropped = new HashSet<>(before);
    dropped.removeAll(now);
    dropped.forEach(id -> remove(application, id));
    return dropped;
  }

  /** Forgets an Application that does not exist any more; returns what it wanted. */
  Set<ResourceId> forget(ObjectKey application) {
    Set<ResourceId> before = byApplication.remove(application);
    if (before == null) {
      return Set.of();
    }
    before.forEach(id -> remove(application, id));
    return before;
  }

  /** Returns what an Application wants. */
  Set<ResourceId> of(ObjectKey application) {
    return byApplication.getOrDefault(application, Set.of());
  }

  /** Returns the Applications that want an object. */
  Set<ObjectKey> applications(ResourceId id) {
    return Set.copyOf(byObject.getOrDefault(id, Set.of()));
  }

  /** Returns the Applications that want an object of a kind. */
  Set<ObjectKey> applications(String group, String kind) {
    return byApplication.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(id -> id.is(group, kind)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Returns whether an Application wants an object, or has not told yet what it wants. */
  boolean mayWant(ObjectKey application, ResourceId id) {
    Set<ResourceId> all = byApplication.get(application);
    return all == null || all.contains(id);
  }

  private void remove(ObjectKey application, ResourceId id) {
    byObject.computeIfPresent(
        id,
        (_, applications) -> {
          applications.remove(application);
          return applications.isEmpty() ? null : applications;
        });
  }
}
