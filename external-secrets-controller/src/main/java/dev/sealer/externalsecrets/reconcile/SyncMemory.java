package dev.sealer.externalsecrets.reconcile;

import dev.sealer.kube.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process made of each ExternalSecret last: without it, the echo of our own write of the
 * Secret would look like work. Losing it costs a read, never a value.
 */
final class SyncMemory {

  private final Map<ObjectKey, Entry> entries = new ConcurrentHashMap<>();

  /**
   * The last sync of one ExternalSecret.
   *
   * @param uid of the ExternalSecret
   * @param targetVersion resourceVersion of the Secret we know to be as we left it
   * @param inputs versions of the stores and templates it was made from
   * @param batchSize of its store
   */
  record Entry(String uid, String targetVersion, String inputs, int batchSize) {}

  Optional<Entry> get(ExternalSecretObject object) {
    return Optional.ofNullable(entries.get(object.key()))
        .filter(entry -> entry.uid().equals(object.source().uid()));
  }

  void put(ObjectKey key, Entry entry) {
    entries.put(key, entry);
  }

  void forget(ObjectKey key) {
    entries.remove(key);
  }
}
