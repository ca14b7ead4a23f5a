package dev.sealer.sync.engine;

import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveObject;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Desired;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the objects that another Application keeps. Two Applications that write one object would
 * take it from each other without end, so it stays with the one that it is tracked by.
 */
final class SharedObjects {

  private final LiveCluster cluster;
  private final Predicate<String> exists;

  /**
   * Looks in a cluster.
   *
   * @param exists returns whether there is an Application of a name, as far as is known
   */
  SharedObjects(LiveCluster cluster, Predicate<String> exists) {
    this.cluster = cluster;
    this.exists = exists;
  }

  /**
   * Returns the objects that another Application keeps, each with its name.
   *
   * @throws ManifestException if any is tracked by another one and {@code FailOnSharedResource} is
   *     on
   */
  Map<ResourceId, String> find(ApplicationView view, List<Desired> resources) {
    Map<ResourceId, String> found = new LinkedHashMap<>();
    for (Desired one : resources) {
      Optional<String> other = trackedBy(one.id()).filter(name -> !name.equals(view.key().name()));
      if (other.isPresent() && view.options().on("FailOnSharedResource")) {
        throw ManifestException.at(
            one.origin(), one.id() + " is part of Application " + other.get() + ", too");
      }
      other.filter(name -> keeps(name, one.id())).ifPresent(name -> found.put(one.id(), name));
    }
    return found;
  }

  /** After a restart nobody has told yet what it wants: then what is tracked stays where it is. */
  private boolean keeps(String application, ResourceId id) {
    return exists.test(application) && cluster.mayWant(application, id);
  }

  private Optional<String> trackedBy(ResourceId id) {
    return cluster.find(id).flatMap(LiveObject::application);
  }
}
