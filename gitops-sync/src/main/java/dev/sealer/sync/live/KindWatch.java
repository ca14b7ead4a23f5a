package dev.sealer.sync.live;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sync.manifest.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The watch of one kind, and which of its objects belong to which Application. Thread-safe. */
final class KindWatch implements AutoCloseable {

  private final ResourceType type;
  private final LiveProjection projection;
  private final ObjectWatch<LiveObject> watch;
  private final Map<ObjectKey, Set<ResourceId>> tracked = new ConcurrentHashMap<>();

  /**
   * Prepares a watch of whole objects; of Secrets, the API server sends the metadata only.
   *
   * @param changes receives each change, after what this watch knows is up to date
   */
  KindWatch(
      ApiClient calls,
      ResourceType type,
      LiveProjection projection,
      WatchHandler<LiveObject> changes) {
    this.type = type;
    this.projection = projection;
    List<WatchHandler<LiveObject>> handlers = List.of(new Tracker(), changes);
    WatchScope everywhere = WatchScope.allNamespaces();
    this.watch =
        type.equals(ResourceType.SECRET)
            ? MetadataWatch.of(calls, type, everywhere, o -> projection.of(type, o), handlers)
            : ResourceWatch.of(calls, type, everywhere, o -> projection.of(type, o), handlers);
  }

  ResourceType type() {
    return type;
  }

  /** Returns what made of the objects what is known of them. */
  LiveProjection projection() {
    return projection;
  }

  ObjectWatch<LiveObject> watch() {
    return watch;
  }

  boolean fails() {
    return watch.problem().isPresent();
  }

  Optional<LiveObject> find(ResourceId id) {
    return watch.get(new ObjectKey(id.namespace(), id.name()));
  }

  /** Returns the objects of an Application. */
  Set<ResourceId> tracked(ObjectKey application) {
    return Set.copyOf(tracked.getOrDefault(application, Set.of()));
  }

  /** Returns the Applications that have objects. */
  Set<ObjectKey> applications() {
    return Set.copyOf(tracked.keySet());
  }

  @Override
  public void close() {
    watch.close();
  }

  private final class Tracker implements WatchHandler<LiveObject> {
    @Override
    public void added(LiveObject object) {
      object
          .application()
          .ifPresent(application ->
              tracked.compute(
                  application,
                  (_, ids) -> {
                    Set<ResourceId> all = ids == null ? ConcurrentHashMap.newKeySet() : ids;
                    all.add(object.id());
                    return all;
                  }));
    }

    @Override
    public void changed(LiveObject old, LiveObject object) {
      if (!old.application().equals(object.application())) {
        removed(old);
        added(object);
      }
    }

    @Override
    public void removed(LiveObject last) {
      last.application()
          .ifPresent(application ->
              tracked.computeIfPresent(
                  application,
                  (_, ids) -> {
                    ids.remove(last.id());
                    return ids.isEmpty() ? null : ids;
                  }));
    }
  }
}
