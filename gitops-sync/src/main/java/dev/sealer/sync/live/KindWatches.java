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
import java.util.function.Function;

/**
 * The watches of all kinds, each for as long as somebody uses it. A kind is watched in one version:
 * in another one once the cluster does not serve the first any more. Thread-safe.
 */
final class KindWatches implements AutoCloseable {

  private final Platform platform;
  private final Function<ResourceType, KindWatch> create;
  private final Map<Kind, KindWatch> watches = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private final Map<String, Set<Kind>> users = new HashMap<>();

  /** Guarded by the lock: what nobody used at the last call of {@link #closeUnused}. */
  private final Set<Kind> idle = new HashSet<>();

  KindWatches(Platform platform, Function<ResourceType, KindWatch> create) {
    this.platform = platform;
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
   * @return whether the objects of all of them are known by now
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
      known = create.apply(type);
      watches.put(kind, known);
      known.watch().start(platform);
    }
    return known.watch().synced();
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
    KindWatch ended = watches.remove(kind);
    if (ended != null) {
      ended.close();
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
    watches.values().forEach(KindWatch::close);
  }
}
