package dev.sealer.externalsecrets.plan;

import dev.sealer.externalsecrets.fetch.Fetched;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides what becomes of data keys that could not be refreshed: each keeps its last value, so that
 * the other keys can be refreshed. All keys of one remote secret stay together: a new user name
 * with an old password would be worse than two old ones. Pure.
 */
public final class LastGoodValues {

  /** Annotation of an ExternalSecret: names of data keys, separated by commas. */
  public static final String OPTIONAL_KEYS = "sealer.dev/optional-keys";

  private LastGoodValues() {}

  /**
   * The data keys of failed entries.
   *
   * @param kept those that keep their last value; sorted
   * @param absent optional ones that have no value
   * @param isFailure whether an entry failed that is not optional
   */
  public record Decision(Set<String> kept, Set<String> absent, boolean isFailure) {
    /** Returns all of them, sorted. */
    public Set<String> keys() {
      Set<String> keys = new TreeSet<>(kept);
      keys.addAll(absent);
      return keys;
    }
  }

  /** Returns the names in the annotation of an ExternalSecret. */
  public static Set<String> optionalKeys(Source source) {
    return List.of(source.annotations().getOrDefault(OPTIONAL_KEYS, "").split(",", -1)).stream()
        .map(String::strip)
        .filter(key -> !key.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Decides.
   *
   * @param failed whether an entry's keys cannot be refreshed now
   * @param lastKeys data keys that an entry filled when it was last read
   * @param live data keys of the Secret that the ExternalSecret wrote
   * @param optional data keys that may be absent
   * @return empty if a key that is not optional has no last value, an object was never read, or a
   *     generator cannot be used, so that nothing can be written
   */
  public static Optional<Decision> decide(
      List<Fetched.Item> entries,
      Predicate<Fetched.Item> failed,
      Function<Entry.Remote, Set<String>> lastKeys,
      Set<String> live,
      Set<String> optional) {
    Set<Map.Entry<StoreRef, StoreQuery>> failedReads =
        entries.stream()
            .filter(failed)
            .flatMap(entry -> entry.remote().stream())
            .map(LastGoodValues::read)
            .collect(Collectors.toSet());
    Set<String> kept = new TreeSet<>();
    Set<String> absent = new HashSet<>();
    boolean failure = false;
    if (entries.stream().anyMatch(entry -> entry.remote().isEmpty() && failed.test(entry))) {
      return Optional.empty();
    }
    for (Fetched.Item entry : ofReads(entries, failedReads)) {
      Set<String> keys = keys(entry, lastKeys);
      if (keys.isEmpty()) {
        return Optional.empty();
      }
      boolean mayFail = optional.containsAll(keys) && !entry.is(Fetched.Item.State.UNAVAILABLE);
      failure |= failed.test(entry) && !mayFail;
      for (String key : keys) {
        if (live.contains(key)) {
          kept.add(key);
        } else if (mayFail) {
          absent.add(key);
        } else {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Decision(kept, absent, failure));
  }

  private static Map.Entry<StoreRef, StoreQuery> read(Entry.Remote entry) {
    return Map.entry(entry.store(), entry.remote().read());
  }

  private static List<Fetched.Item> ofReads(
      List<Fetched.Item> entries, Set<Map.Entry<StoreRef, StoreQuery>> reads) {
    return entries.stream()
        .filter(
            entry -> entry.remote().map(LastGoodValues::read).filter(reads::contains).isPresent())
        .toList();
  }

  private static Set<String> keys(
      Fetched.Item fetched, Function<Entry.Remote, Set<String>> lastKeys) {
    return switch (fetched.entry()) {
      case Entry.Generated _ -> Set.of();
      case Entry.Single single -> Set.of(single.secretKey());
      case Entry.Remote set ->
          fetched.keys().isEmpty() ? lastKeys.apply(set) : Set.copyOf(fetched.keys());
    };
  }
}
