package dev.sealer.externalsecrets.stores;

import dev.sealer.kube.ObjectKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which version of each store was checked last. A condition of a store has no generation,
 * so that an edit which repairs the store would still find it not ready. Safe for use by several
 * threads.
 */
public final class CheckedStores {

  private final Map<Place, String> versions = new ConcurrentHashMap<>();

  /** Knows of no check. */
  public CheckedStores() {}

  private record Place(String kind, ObjectKey store) {}

  /** Notes that the condition of {@code store} is about its present version. */
  public void put(StoreObject store) {
    versions.put(place(store), store.version());
  }

  void remove(String kind, ObjectKey store) {
    versions.remove(new Place(kind, store));
  }

  private static Place place(StoreObject store) {
    return new Place(store.ref().kind().kind(), store.key());
  }

  /** Returns whether the last check failed, and was a check of the present version. */
  public boolean isKnownNotReady(StoreObject store) {
    return store.knownNotReady() && store.version().equals(versions.get(place(store)));
  }
}
