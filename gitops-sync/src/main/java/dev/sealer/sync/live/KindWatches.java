package dev.sealer.sync.live;

import dev.sealer.kube.ResourceType;
import dev.sealer.kube.platform.Platform;
import dev.sealer.sync.manifest.ResourceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The watches of all kinds, each for as long as somebody uses it. A kind is watched in one version:
 * in another one once the cluster does not serve the first any more. Once objects are to be
 * projected otherwise, a second watch lists them, and takes the place of the first when it knows
 * them all: nobody ever sees a kind without its objects. Thread-safe.
 */
final class KindWatches implements AutoCloseable {

  private final Platform platform;
  private final Supplier<LiveProjection> projection;
  private final BiFunction<ResourceType, LiveProjection, KindWatch> create;
  private final Map<Kind, KindWatch> watches = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private final Map<String, Set<Kind>> users = new HashMap<>();

  /** Guarded by the lock: what nobody used at the last call of {@link #closeUnused}. */
  private final Set<Kind> idle = new HashSet<>();

  /** Guarded by the lock: watches that do not know all objects yet. */
  private final Map<Kind, KindWatch> successors = new HashMap<>();

  /**
   * Watches nothing yet.
   *
   * @param projection returns what is to be made of the objects by now
   */
  KindWatches(
      Platform platform,
      Supplier<LiveProjection> projection,
      BiFunction<ResourceType, LiveProjection, KindWatch> create) {
    this.platform = platform;
    this.projection = projection;
    this.create = create;
  }

  private record Kind(String group, String kind) {
    static Kind of(ResourceType type) {
      return new Kind(type.group(), type.kind());
    }
  }

  /**
   * Watches the kinds that a user uses from now on, and no others for it.
   *
   * @return whether the objects of all of them are known by now, projected as they are to be
   */
  boolean use(String user, Collection<ResourceType> types) {
    lock.lock();
    try {
      Set<Kind> now = new HashSet<>();
      types.forEach(type -> now.add(Kind.of(type)));
      if (now.isEmpty()) {
        users.remove(user);
      } else {
        users.put(user, now);
      }
      idle.removeAll(now);
      boolean synced = true;
      for (ResourceType type : types) {
        synced &= watch(type);
      }
      return synced;
    } finally {
      lock.unlock();
    }
  }

  private boolean watch(ResourceType type) {
    Kind kind = Kind.of(type);
    KindWatch known = watches.get(kind);
    if (known != null && known.fails() && !known.type().equals(type)) {
      // The cluster may not serve its version any more.
      close(kind);
      known = null;
    }
    if (known == null) {
      known = start(type);
      watches.put(kind, known);
    }
    return isProjected(known) ? known.watch().synced() : replace(kind, known);
  }

  private KindWatch start(ResourceType type) {
    KindWatch watch = create.apply(type, projection.get());
    watch.watch().start(platform);
    return watch;
  }

  private boolean isProjected(KindWatch watch) {
    return watch.projection().equals(projection.get());
  }

  /** Puts another watch in the place of one, once it knows all objects; returns whether it does. */
  private boolean replace(Kind kind, KindWatch known) {
    KindWatch next = successors.get(kind);
    if (next == null || !isProjected(next)) {
      if (next != null) {
        next.close();
      }
      next = start(known.type());
      successors.put(kind, next);
    }
    if (!next.watch().synced()) {
      return false;
    }
    successors.remove(kind);
    watches.put(kind, next);
    known.close();
    return true;
  }

  /** Goes on replacing the watches whose objects are to be projected otherwise. */
  void replaceOutdated() {
    lock.lock();
    try {
      for (KindWatch one : all()) {
        if (!isProjected(one)) {
          boolean _ = replace(Kind.of(one.type()), one);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the watches that nobody has used since the last call. What the last user of a kind wrote
   * may be seen only after it has gone, so no watch is closed at once.
   */
  void closeUnused() {
    lock.lock();
    try {
      Set<Kind> unused = new HashSet<>(watches.keySet());
      users.values().forEach(unused::removeAll);
      unused.stream().filter(idle::contains).forEach(this::close);
      idle.clear();
      idle.addAll(unused);
    } finally {
      lock.unlock();
    }
  }

  private void close(Kind kind) {
    for (Map<Kind, KindWatch> all : List.of(watches, successors)) {
      KindWatch ended = all.remove(kind);
      if (ended != null) {
        ended.close();
      }
    }
  }

  Optional<KindWatch> find(ResourceId id) {
    return Optional.ofNullable(watches.get(new Kind(id.group(), id.kind())));
  }

  Collection<KindWatch> all() {
    return List.copyOf(watches.values());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      watches.values().forEach(KindWatch::close);
      successors.values().forEach(KindWatch::close);
    } finally {
      lock.unlock();
    }
  }
}
