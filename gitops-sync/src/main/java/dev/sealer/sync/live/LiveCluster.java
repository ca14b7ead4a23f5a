package dev.sealer.sync.live;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.ResourceVersions;
import dev.sealer.kube.watch.WatchHandler;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.ApplicationNamespaces;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches every kind that some Application uses, and knows which objects belong to which
 * Application, and how they are. It keeps no content, and no Secret's data is sent to it.
 */
public final class LiveCluster implements AutoCloseable {

  private static final String UNKNOWN = "";

  private final WakeUps users;
  private final ApplicationNamespaces namespaces;
  private final KeyedHash hash;
  private final Supplier<LiveRules> rules;
  private final KindWatches watches;
  private final WantedObjects wanted = new WantedObjects();

  /** The last version that we wrote or read of each object whose watch may lag behind. */
  private final Map<ResourceId, String> written = new ConcurrentHashMap<>();

  /** Wakes Applications, among them some that do not exist. */
  public interface WakeUps {

    /** Reconciles an Application at once. */
    void now(ObjectKey application);

    /** Reconciles an Application within seconds, for changes that only its status shows. */
    void soon(ObjectKey application);
  }

  /**
   * Watches nothing yet.
   *
   * @param users the Applications to wake
   * @param rules returns how objects are to be understood by now
   */
  public LiveCluster(
      ApiClient calls,
      Platform platform,
      ApplicationNamespaces namespaces,
      WakeUps users,
      Supplier<LiveRules> rules) {
    this.namespaces = namespaces;
    this.users = users;
    this.hash = new KeyedHash(platform.chance().secure("live objects"));
    this.rules = rules;
    this.watches =
        new KindWatches(
            platform,
            this::projection,
            (type, projection) -> new KindWatch(calls, type, projection, new Changes()));
  }

  /** Returns the kinds whose objects cannot be watched now. */
  public List<ResourceType> failing() {
    return watches.all().stream().filter(KindWatch::fails).map(KindWatch::type).toList();
  }

  /** Wakes the Applications that have, or want, an object of a kind. */
  public void wakeUsers(ResourceType type) {
    Set<ObjectKey> all = new TreeSet<>(wanted.applications(type.group(), type.kind()));
    watches.all().stream()
        .filter(watch -> watch.type().equals(type))
        .forEach(watch -> all.addAll(watch.applications()));
    all.forEach(users::now);
  }

  /**
   * Watches the kinds that an Application uses from now on.
   *
   * @return whether the objects of all of them are known by now, under the settings of now
   */
  public boolean watch(ObjectKey application, Collection<ResourceType> types) {
    return watch(application.toString(), types);
  }

  /** Watches the kinds that a user other than an Application uses from now on. */
  public boolean watch(String user, Collection<ResourceType> types) {
    return watches.use(user, types);
  }

  /** Ends the watches of kinds that nobody has used since the last call. */
  public void closeUnused() {
    watches.closeUnused();
  }

  /** Goes on listing the kinds again whose objects are known under earlier settings. */
  public void applySettings() {
    watches.replaceOutdated();
  }

  /** Returns the type under which a kind is watched. */
  public Optional<ResourceType> typeOf(ResourceId id) {
    return watches.find(id).map(KindWatch::type);
  }

  /** Returns what makes of an object what is kept of it. */
  LiveProjection projection() {
    return new LiveProjection(hash, namespaces, rules.get());
  }

  /** Returns what is kept of an object of a watched kind, as the watch last saw it. */
  public Optional<LiveObject> find(ResourceId id) {
    return watches.find(id).flatMap(watch -> watch.find(id));
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
    Optional<KindWatch> watched = watches.find(id);
    if (watched.isEmpty()) {
      return false;
    }
    OptionalInt order =
        ResourceVersions.compare(watched.get().watch().seenVersion(id.namespace()), version);
    return order.isPresent()
        ? order.getAsInt() >= 0
        : find(id).filter(seen -> seen.resourceVersion().equals(version)).isPresent();
  }

  /** Notes a write or a read: until the watch has seen this version, the object must be read. */
  public void wrote(ResourceId id, String version) {
    written.merge(
        id, version, (old, now) -> ResourceVersions.compare(old, now).orElse(0) > 0 ? old : now);
  }

  /** Notes a delete, or a write without an answer: the object must be read to know its version. */
  public void wroteUnknown(ResourceId id) {
    written.put(id, UNKNOWN);
  }

  /** Notes that a read found no object. */
  public void foundNone(ResourceId id) {
    if (find(id).isEmpty()) {
      written.remove(id);
    }
  }

  /** Returns the objects of an Application, of all watched kinds, in order. */
  public NavigableSet<ResourceId> tracked(ObjectKey application) {
    NavigableSet<ResourceId> all = new TreeSet<>();
    watches.all().forEach(watch -> all.addAll(watch.tracked(application)));
    return all;
  }

  /**
   * Returns the objects of a namespace that no Application has or wants and no object owns, of all
   * watched kinds, in order.
   */
  public NavigableSet<ResourceId> orphans(String namespace) {
    NavigableSet<ResourceId> found = new TreeSet<>();
    for (KindWatch watch : watches.all()) {
      for (LiveObject object : watch.watch().list()) {
        if (!namespace.isEmpty()
            && object.id().namespace().equals(namespace)
            && object.application().isEmpty()
            && !object.marks().contains(LiveObject.HookMark.HAS_OWNER)
            && wanted.applications(object.id()).isEmpty()) {
          found.add(object.id());
        }
      }
    }
    return found;
  }

  /**
   * Returns whether Git wants an object for an Application, or may want it: it is not known yet.
   */
  public boolean mayWant(ObjectKey application, ResourceId id) {
    return wanted.mayWant(application, id);
  }

  /**
   * Returns the hooks of an Application that the finalizer of hooks still holds. Those of Argo CD,
   * which uses the same finalizer, are not among them.
   */
  public List<ResourceId> held(ObjectKey application) {
    return tracked(application).stream()
        .filter(id -> find(id).filter(LiveCluster::isHeld).isPresent())
        .toList();
  }

  private static boolean isHeld(LiveObject object) {
    return object.has(LiveObject.HookMark.HAS_FINALIZER, LiveObject.HookMark.NAMES_OPERATION);
  }

  /** Enqueues the Application when any of these objects changes, whether it is tracked or not. */
  public void want(ObjectKey application, Collection<ResourceId> ids) {
    // Who waited for one of them can take it over now.
    wanted.replace(application, ids).forEach(id -> wanted.applications(id).forEach(users::now));
  }

  /** Returns the other Applications that have said that Git wants this object, in order. */
  public List<ObjectKey> wantedByOthers(ObjectKey application, ResourceId id) {
    return wanted.applications(id).stream()
        .filter(other -> !other.equals(application))
        .sorted()
        .toList();
  }

  /** Returns what Git wants for an Application, as it was last said. */
  public Set<ResourceId> wanted(ObjectKey application) {
    return wanted.of(application);
  }

  /** Forgets an Application that does not exist any more: what it wants, and what it watches. */
  public void forget(ObjectKey application) {
    boolean _ = watch(application, List.of());
    wanted.forget(application).forEach(id -> wanted.applications(id).forEach(users::now));
  }

  @Override
  public void close() {
    watches.close();
  }

  private final class Changes implements WatchHandler<LiveObject> {
    @Override
    public void added(LiveObject object) {
      wake(object);
    }

    @Override
    public void changed(LiveObject old, LiveObject object) {
      LiveObject.Change change = object.since(old);
      // Who waits to see a write must learn that it was seen.
      if (change == LiveObject.Change.OF_STATE || written.containsKey(object.id())) {
        if (!old.application().equals(object.application())) {
          wake(old);
        }
        wake(object);
      } else if (change == LiveObject.Change.OF_MESSAGE) {
        wakes(object, users::soon);
      }
    }

    @Override
    public void removed(LiveObject last) {
      // The end of an earlier object of this name says nothing about the one we wrote since.
      written.computeIfPresent(
          last.id(),
          (_, version) ->
              ResourceVersions.compare(last.resourceVersion(), version).orElse(0) < 0
                  ? version
                  : null);
      wake(last);
    }

    private void wake(LiveObject object) {
      wakes(object, users::now);
    }

    private void wakes(LiveObject object, Consumer<ObjectKey> how) {
      object.application().ifPresent(how);
      wanted.applications(object.id()).forEach(how);
    }
  }
}
