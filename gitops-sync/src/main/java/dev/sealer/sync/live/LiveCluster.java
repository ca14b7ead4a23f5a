package dev.sealer.sync.live;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceVersions;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.kube.watch.WatchScope;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.PausedHook;
import dev.sealer.sync.plan.Tracking;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Watches the metadata of every kind that some Application uses, and knows which objects belong to
 * which Application. It holds no content: no Secret's data is sent to it.
 */
public final class LiveCluster implements AutoCloseable {

  private static final int CALLS_AT_ONCE = 16;
  private static final String UNKNOWN = "";

  private final ApiClient calls;
  private final Platform platform;
  private final Semaphore places = new Semaphore(CALLS_AT_ONCE);
  private final Consumer<String> wakeTracked;
  private final Map<String, Watched> watches = new ConcurrentHashMap<>();
  private final Map<String, Set<ResourceId>> tracked = new ConcurrentHashMap<>();
  private final WantedObjects wanted = new WantedObjects();

  /** The last version that we wrote or read of each object whose watch may lag behind. */
  private final Map<ResourceId, String> written = new ConcurrentHashMap<>();

  /**
   * Watches nothing yet.
   *
   * @param wakeTracked told the tracking name of an Application whose objects changed
   */
  public LiveCluster(ApiClient calls, Platform platform, Consumer<String> wakeTracked) {
    this.calls = calls;
    this.platform = platform;
    this.wakeTracked = wakeTracked;
  }

  private record Watched(ResourceType type, ObjectWatch<ObjectMetadata> watch) {
    boolean fails() {
      return watch.problem().isPresent();
    }
  }

  private void end(String key, Watched known) {
    if (watches.remove(key, known)) {
      known.watch().close();
      // The next watch tells of those that are still there.
      tracked.replaceAll((_, ids) -> {
        ids.removeIf(id -> key.equals(key(id.group(), id.kind())));
        return ids;
      });
    }
  }

  /** Returns the kinds whose objects cannot be watched now. */
  public List<ResourceType> failing() {
    return watches.values().stream().filter(Watched::fails).map(Watched::type).toList();
  }

  /** Wakes the Applications that have, or want, an object of a kind. */
  public void wakeUsers(ResourceType type) {
    Set<String> users = new TreeSet<>(wanted.applications(type.group(), type.kind()));
    tracked.forEach((application, ids) -> {
      if (ids.stream().anyMatch(id -> id.is(type.group(), type.kind()))) {
        users.add(application);
      }
    });
    users.forEach(wakeTracked);
  }

  /** Sees to it that a kind is watched; whether its objects are known by now. */
  public boolean watch(ResourceType type) {
    String key = key(type.group(), type.kind());
    Watched known = watches.get(key);
    if (known != null && known.fails() && !known.type().equals(type)) {
      // The cluster may not serve its version any more.
      end(key, known);
      known = null;
    }
    if (known == null) {
      Watched made = watched(type);
      known = watches.putIfAbsent(key, made);
      if (known == null) {
        made.watch().start(platform);
        known = made;
      }
    }
    return known.watch().synced();
  }

  /** The type under which a kind is watched. */
  public Optional<ResourceType> typeOf(ResourceId id) {
    return Optional.ofNullable(watches.get(key(id.group(), id.kind()))).map(Watched::type);
  }

  /** Returns the metadata of an object of a watched kind, as the watch last saw it. */
  public Optional<ObjectMetadata> metadata(ResourceId id) {
    return Optional.ofNullable(watches.get(key(id.group(), id.kind())))
        .flatMap(watched -> watched.watch().get(new ObjectKey(id.namespace(), id.name())));
  }

  /** Returns whether the watch may be older than what we last wrote or read of the object. */
  public boolean mayBeBehind(ResourceId id) {
    String version = written.get(id);
    if (version == null) {
      return false;
    }
    boolean seen = !version.equals(UNKNOWN) && hasSeen(id, version);
    return !(seen && written.remove(id, version));
  }

  /** Returns the last version that we wrote or read, if the watch may be older than it. */
  public Optional<String> written(ResourceId id) {
    return Optional.ofNullable(written.get(id)).filter(version -> !version.equals(UNKNOWN));
  }

  private boolean hasSeen(ResourceId id, String version) {
    Watched watched = watches.get(key(id.group(), id.kind()));
    if (watched == null) {
      return false;
    }
    OptionalInt order =
        ResourceVersions.compare(watched.watch().seenVersion(id.namespace()), version);
    return order.isPresent()
        ? order.getAsInt() >= 0
        : metadata(id).filter(m -> m.resourceVersion().equals(version)).isPresent();
  }

  /** Notes our own write: until the watch has seen this version, the object must be read. */
  public void wrote(ResourceId id, String version) {
    written.put(id, version);
  }

  /** Notes a delete, or a write without an answer: the object must be read to know its version. */
  public void wroteUnknown(ResourceId id) {
    written.put(id, UNKNOWN);
  }

  /** Notes that a read found no object. */
  public void foundNone(ResourceId id) {
    if (metadata(id).isEmpty()) {
      written.remove(id);
    }
  }

  /** Returns the objects of an Application, of all watched kinds, in order. */
  public NavigableSet<ResourceId> tracked(String application) {
    return new TreeSet<>(tracked.getOrDefault(application, Set.of()));
  }

  /**
   * Returns whether Git wants an object for an Application, or may want it: it is not known yet.
   */
  public boolean mayWant(String application, ResourceId id) {
    return wanted.mayWant(application, id);
  }

  /**
   * Returns the hooks of an Application that the finalizer of hooks still holds. Those of Argo CD,
   * which uses the same finalizer, are not among them.
   */
  public List<ResourceId> held(String application) {
    return tracked(application).stream()
        .filter(id -> metadata(id).filter(LiveCluster::isHeld).isPresent())
        .toList();
  }

  /** Returns whether an object is a hook that was created paused and does not run yet. */
  public static boolean isPaused(ObjectMetadata object) {
    return object.annotations().containsKey(PausedHook.ANNOTATION);
  }

  private static boolean isHeld(ObjectMetadata object) {
    return object.finalizers().contains(SyncNames.HOOK_FINALIZER)
        && object.annotations().containsKey(SyncNames.OPERATION);
  }

  /**
   * Runs {@code work}, which calls the API server, for each item. At most 16 calls run at a time,
   * for all Applications together: a sync of a thousand objects must not flood the API server.
   *
   * @return the results in the order of {@code items}
   * @throws ClusterAwayException if interrupted
   */
  public <T, R> List<R> each(Collection<T> items, Function<T, R> work) {
    List<Callable<R>> tasks = new ArrayList<>();
    for (T item : items) {
      tasks.add(() -> inPlace(() -> work.apply(item)));
    }
    try {
      return platform.threads().all(CALLS_AT_ONCE, tasks);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterAwayException("it was interrupted");
    }
  }

  private <R> R inPlace(Supplier<R> work) throws InterruptedException {
    places.acquire();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /** Enqueues the Application when any of these objects changes, whether it is tracked or not. */
  public void want(String application, Collection<ResourceId> ids) {
    // Who waited for one of them can take it over now.
    wanted.replace(application, ids).forEach(id -> wanted.applications(id).forEach(wakeTracked));
  }

  /** Returns another Application that has said that Git wants this object. */
  public Optional<String> wantedByAnother(String application, ResourceId id) {
    return wanted.applications(id).stream().filter(name -> !name.equals(application)).findFirst();
  }

  /** Returns what Git wants for an Application, as it was last said. */
  public Set<ResourceId> wanted(String application) {
    return wanted.of(application);
  }

  /** Forgets what an Application wants that does not exist any more. */
  public void forget(String application) {
    wanted.forget(application).forEach(id -> wanted.applications(id).forEach(wakeTracked));
  }

  @Override
  public void close() {
    watches.values().forEach(watched -> watched.watch().close());
  }

  private Watched watched(ResourceType type) {
    return new Watched(
        type,
        MetadataWatch.of(calls, type, WatchScope.allNamespaces(), List.of(new Handler(type))));
  }

  private static String key(String group, String kind) {
    return group + "/" + kind;
  }

  private final class Handler implements WatchHandler<ObjectMetadata> {
    private final ResourceType type;

    Handler(ResourceType type) {
      this.type = type;
    }

    @Override
    public void added(ObjectMetadata object) {
      ResourceId id = idOf(object);
      trackedBy(object, id)
          .ifPresent(application ->
              tracked.compute(
                  application,
                  (_, ids) -> {
                    Set<ResourceId> all = ids == null ? ConcurrentHashMap.newKeySet() : ids;
                    all.add(id);
                    return all;
                  }));
      wake(object, id);
    }

    @Override
    public void changed(ObjectMetadata old, ObjectMetadata object) {
      ResourceId id = idOf(object);
      if (!trackedBy(old, id).equals(trackedBy(object, id))) {
        forget(old, id);
        wake(old, id);
      }
      added(object);
    }

    @Override
    public void removed(ObjectMetadata last) {
      ResourceId id = idOf(last);
      forget(last, id);
      // The end of an earlier object of this name says nothing about the one we wrote since.
      written.computeIfPresent(
          id,
          (k, version) ->
              ResourceVersions.compare(last.resourceVersion(), version).orElse(0) < 0
                  ? version
                  : null);
      wake(last, id);
    }

    private void forget(ObjectMetadata object, ResourceId id) {
      trackedBy(object, id)
          .ifPresent(application ->
              tracked.computeIfPresent(
                  application,
                  (_, ids) -> {
                    ids.remove(id);
                    return ids.isEmpty() ? null : ids;
                  }));
    }

    private void wake(ObjectMetadata object, ResourceId id) {
      trackedBy(object, id).ifPresent(wakeTracked);
      wanted.applications(id).forEach(wakeTracked);
    }

    private ResourceId idOf(ObjectMetadata object) {
      return new ResourceId(
          type.group(), type.kind(), object.key().namespace(), object.key().name());
    }

    private Optional<String> trackedBy(ObjectMetadata object, ResourceId id) {
      String annotation = object.annotations().get(Tracking.ANNOTATION);
      return annotation == null
          ? Optional.empty()
          : Tracking.parse(annotation)
              .filter(tracking -> tracking.describes(id))
              .map(Tracking::application);
    }
  }
}
