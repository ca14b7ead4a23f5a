package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.simulation.kind.ServedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All objects in their latest version, and every change since the last compaction. One counter
 * gives all versions. Objects in it are never changed, only replaced.
 */
final class ObjectStore {

  /** No object has this version: it is that of the empty store. */
  private static final long FIRST_VERSION = 1;

  /**
   * A change.
   *
   * @param version of the change
   * @param resource of the object
   * @param key of the object
   * @param before null if the object was created
   * @param after null if it was deleted
   */
  record Change(
      long version,
      String resource,
      ObjectKey key,
      @Nullable ObjectNode before,
      @Nullable ObjectNode after) {}

  /**
   * An object and what identifies it.
   *
   * @param key of the object
   * @param object must not be changed
   */
  record Entry(ObjectKey key, ObjectNode object) {}

  private final Map<String, SortedMap<String, Entry>> objects = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private long version = FIRST_VERSION;
  private long compacted = FIRST_VERSION;

  /** Returns the version of the latest change. */
  long version() {
    return version;
  }

  /** Returns the newest version whose changes are forgotten. */
  long compacted() {
    return compacted;
  }

  @Nullable ObjectNode get(ServedKind kind, ObjectKey key) {
    Entry entry = of(kind.resource()).get(key.toString());
    return entry == null ? null : entry.object();
  }

  /** Returns the objects of a kind in the order of their keys; an empty namespace means all. */
  List<Entry> list(ServedKind kind, String namespace) {
    return inNamespace(of(kind.resource()), namespace);
  }

  /** Returns the objects as they were at a version that is not compacted. */
  List<Entry> listAt(ServedKind kind, String namespace, long at) {
    SortedMap<String, Entry> then = new TreeMap<>(of(kind.resource()));
    for (Change change : since(at).reversed()) {
      if (!change.resource().equals(kind.resource())) {
        continue;
      }
      ObjectNode before = change.before();
      if (before == null) {
        then.remove(change.key().toString());
      } else {
        then.put(change.key().toString(), new Entry(change.key(), before));
      }
    }
    return inNamespace(then, namespace);
  }

  private static List<Entry> inNamespace(SortedMap<String, Entry> entries, String namespace) {
    return entries.values().stream()
        .filter(entry -> namespace.isEmpty() || entry.key().namespace().equals(namespace))
        .toList();
  }

  /** Returns the changes after a version that is not compacted. */
  List<Change> since(long after) {
    int skip = Math.clamp(after - compacted, 0, changes.size());
    return changes.subList(skip, changes.size());
  }

  /**
   * Stores an object in its next version.
   *
   * @param object becomes the store's; its version is set
   */
  Change put(ServedKind kind, ObjectKey key, ObjectNode object) {
    version++;
    object.withObject("/metadata").put("resourceVersion", Long.toString(version));
    Entry before = of(kind.resource()).put(key.toString(), new Entry(key, object));
    Change change =
        new Change(version, kind.resource(), key, before == null ? null : before.object(), object);
    changes.add(change);
    return change;
  }

  /** Deletes an object that is there. */
  Change delete(ServedKind kind, ObjectKey key) {
    Entry before = of(kind.resource()).remove(key.toString());
    if (before == null) {
      throw new IllegalArgumentException(kind.type().kind() + " " + key + " is not stored");
    }
    version++;
    Change change = new Change(version, kind.resource(), key, before.object(), null);
    changes.add(change);
    return change;
  }

  /** Forgets changes up to and including {@code upTo}. */
  void compact(long upTo) {
    long to = Math.min(upTo, version);
    if (to > compacted) {
      changes.subList(0, (int) (to - compacted)).clear();
      compacted = to;
    }
  }

  /** Keeps the state for a later {@link #restore}. */
  StoreSnapshot snapshot() {
    Map<String, SortedMap<String, Entry>> copy = new TreeMap<>();
    objects.forEach((resource, entries) -> copy.put(resource, new TreeMap<>(entries)));
    return new StoreSnapshot(copy, List.copyOf(changes), version, compacted);
  }

  /** Goes back: objects, versions and changes are as they were. */
  void restore(StoreSnapshot snapshot) {
    objects.clear();
    snapshot
        .objects()
        .forEach((resource, entries) -> objects.put(resource, new TreeMap<>(entries)));
    changes.clear();
    changes.addAll(snapshot.changes());
    version = snapshot.version();
    compacted = snapshot.compacted();
  }

  private SortedMap<String, Entry> of(String resource) {
    return objects.computeIfAbsent(resource, _ -> new TreeMap<>());
  }
}
