package dev.sealer.simulation.apiserver;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The whole state of an API server's store at one moment, as a backup of etcd has it. */
public final class StoreSnapshot {

  private final Map<String, SortedMap<String, ObjectStore.Entry>> objects;
  private final List<ObjectStore.Change> changes;
  private final long version;
  private final long compacted;

  StoreSnapshot(
      Map<String, SortedMap<String, ObjectStore.Entry>> objects,
      List<ObjectStore.Change> changes,
      long version,
      long compacted) {
    this.objects = objects;
    this.changes = changes;
    this.version = version;
    this.compacted = compacted;
  }

  /** Returns the version of the latest change in it. */
  public long version() {
    return version;
  }

  Map<String, SortedMap<String, ObjectStore.Entry>> objects() {
    return objects;
  }

  List<ObjectStore.Change> changes() {
    return changes;
  }

  long compacted() {
    return compacted;
  }
}
