package dev.sealer.sync.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.kube.ObjectKey;
import dev.sealer.sync.engine.Refresher.Fetched;
import dev.sealer.sync.plan.Desired;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
   * The inputs of a rendering in addition to the commit.
   *
   * @param namespace of objects that name none
   */
  record Place(ObjectKey application, String project, ApplicationSource source, String namespace) {}

  private record Entry(Place place, Fetched fetched, int weight) {}

  /** Returns what was rendered of a commit. */
  Optional<Fetched> find(Place place, ResolvedRevision revision) {
    return last(place).filter(known -> known.revision().sha().equals(revision.sha()));
  }

  /** Returns what was rendered of another commit whose directories are the same. */
  Optional<Fetched> findSame(Place place, GitTree tree) {
    return last(place).filter(known -> known.rendered().isSameIn(tree));
  }

  /**
   * Keeps what was rendered.
   *
   * @param isServed returns whether the kind of an object is known; before it is, what becomes of
   *     the object is not settled
   */
  void keep(Place place, Fetched fetched, Predicate<Desired> isServed) {
    boolean settled =
        all(fetched).allMatch(one -> !one.id().is("", "Secret") && isServed.test(one));
    if (settled) {
      int weight = all(fetched).mapToInt(one -> one.object().toString().length()).sum();
      entries.put(place.application(), new Entry(place, fetched, weight));
    } else {
      entries.invalidate(place.application());
    }
  }

  /** Forgets what was rendered for all Applications. */
  void forgetAll() {
    entries.invalidateAll();
  }

  private Optional<Fetched> last(Place place) {
    return Optional.ofNullable(entries.getIfPresent(place.application()))
        .filter(entry -> entry.place().equals(place))
        .map(Entry::fetched);
  }

  private static Stream<Desired> all(Fetched fetched) {
    return fetched.desired().all();
  }
}
