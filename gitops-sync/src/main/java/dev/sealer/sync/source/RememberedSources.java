package dev.sealer.sync.source;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sealer.kube.ObjectKey;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.spec.SourceSet;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps what was rendered for each Application last, bounded by size, so that neither the same
 * commit nor one that changes other directories is rendered again. Holds no Secret. Thread-safe.
 */
final class RememberedSources {

  private static final long MOST_CHARACTERS = 64L * 1024 * 1024;

  private final Cache<ObjectKey, Entry> entries =
      Caffeine.newBuilder()
          // On the caller's thread: the cache starts no threads of its own.
          .executor(Runnable::run)
          .maximumWeight(MOST_CHARACTERS)
          .<ObjectKey, Entry>weigher((_, entry) -> entry.weight())
          .build();

  /**
   * The inputs of a rendering in addition to the commits.
   *
   * @param namespace of objects that name none
   */
  record Place(ObjectKey application, String project, SourceSet sources, String namespace) {}

  private record Entry(Place place, FetchedSources fetched, int weight) {}

  /** Returns what was rendered last, of whatever commits. */
  Optional<FetchedSources> find(Place place) {
    return Optional.ofNullable(entries.getIfPresent(place.application()))
        .filter(entry -> entry.place().equals(place))
        .map(Entry::fetched);
  }

  /**
   * Keeps what was rendered.
   *
   * @param isServed returns whether the kind of an object is known; before it is, what becomes of
   *     the object is not settled
   */
  void keep(Place place, FetchedSources fetched, Predicate<Desired> isServed) {
    boolean settled =
        fetched.desired().all().allMatch(one -> !one.id().is("", "Secret") && isServed.test(one));
    if (settled) {
      int weight = fetched.desired().all().mapToInt(one -> one.object().toString().length()).sum();
      entries.put(place.application(), new Entry(place, fetched, weight));
    } else {
      entries.invalidate(place.application());
    }
  }

  /** Forgets what was rendered for an Application. */
  void forget(ObjectKey application) {
    entries.invalidate(application);
  }

  /** Forgets what was rendered for all Applications. */
  void forgetAll() {
    entries.invalidateAll();
  }
}
