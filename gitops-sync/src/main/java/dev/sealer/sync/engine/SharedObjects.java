package dev.sealer.sync.engine;

import dev.sealer.kube.ObjectKey;
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
  private final Predicate<ObjectKey> exists;

  /**
   * Looks in a cluster.
   *
   * @param exists returns whether there is an Application, as far as is known
   */
  SharedObjects(LiveCluster cluster, Predicate<ObjectKey> exists) {
    this.cluster = cluster;
    this.exists = exists;
  }

  /**
   * Returns the objects that another Application keeps, each with that Application.
   *
   * @throws ManifestException if any is tracked by another one and {@code FailOnSharedResource} is
   *     on
   */
  Map<ResourceId, ObjectKey> find(ApplicationView view, List<Desired> resources) {
    Map<ResourceId, ObjectKey> found = new LinkedHashMap<>();
    for (Desired one : resources) {
      Optional<ObjectKey> other =
          cluster
              .find(one.id())
              .flatMap(LiveObject::application)
              .filter(application -> !application.equals(view.key()));
      if (other.isPresent() && view.options().on("FailOnSharedResource")) {
        throw ManifestException.at(
            one.origin(),
            one.id() + " is part of Application " + view.nameOf(other.get()) + ", too");
      }
      other
          .filter(application -> keeps(application, one.id()))
          .ifPresent(application -> found.put(one.id(), application));
    }
    return found;
  }

  /** After a restart nobody has told yet what it wants: then what is tracked stays where it is. */
  private boolean keeps(ObjectKey application, ResourceId id) {
    return exists.test(application) && cluster.mayWant(application, id);
  }
}
