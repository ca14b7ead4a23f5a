package dev.sealer.externalsecrets.deletion;

import dev.sealer.externalsecrets.deletion.SourceState.Absence;
import dev.sealer.externalsecrets.fetch.Fetched;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.spec.Refresh;
import dev.sealer.externalsecrets.store.StoreRef;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which missing values may be removed. Pure.
 *
 * <p>A value may be removed once two refreshes found it missing in the same state of the store and
 * its credentials, and they were at least {@link DeletionLimits#apart} apart. Without a refresh
 * interval that can never be said. The same holds for a member that an extracted object no longer
 * has: it is a source of its own from then on, whatever the deletion policy is.
 *
 * <p>The wall clock of a former leader may be wrong, and the status keeps its times. So this
 * process must have found the value missing itself for at least {@link DeletionLimits#floor}.
 */
public final class DeletionPlanner {
  /** Until then the answer may come from the cache again, and be as old as before. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  private final Past past;
  private final Refresh refresh;
  private final DeletionLimits limits;
  private final Instant now;

  /**
   * The state that earlier refreshes left.
   *
   * @param states from the status
   * @param liveKeys keys of the Secret that the ExternalSecret wrote
   * @param seenMissing how long before the last answer this process found a source missing; zero if
   *     it did not
   * @param refreshed when a refresh last succeeded; empty if none did
   * @param ofTarget whether the states are of the present Secret, and not of one that it had before
   */
  public record Past(
      List<SourceState> states,
      Set<String> liveKeys,
      Map<SourceId, Duration> seenMissing,
      Optional<Instant> refreshed,
      boolean ofTarget) {}

  private DeletionPlanner(Past past, Refresh refresh, DeletionLimits limits, Instant now) {
    this.past = past;
    this.refresh = refresh;
    this.limits = limits;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Compares a fetch with what is known.
   *
   * @param origins the state of each store and its credentials that was asked
   */
  public static DeletionReview review(
      List<Fetched.Item> fetched,
      Map<StoreRef, String> origins,
      Past past,
      DeletionPlanner.Rules rules,
      Instant now) {
    DeletionPlanner planner = new DeletionPlanner(past, rules.refresh(), rules.limits(), now);
    return planner.review(fetched, origins, rules);
  }

  /**
   * The rules for removals, from the ExternalSecret and the settings.
   *
   * @param refresh when the ExternalSecret is refreshed
   * @param deletion what it wants to happen to missing values
   * @param verbatim whether the data keys of the Secret are those that are fetched
   * @param limits of the controller
   */
  public record Rules(
      Refresh refresh, DeletionPolicy deletion, boolean verbatim, DeletionLimits limits) {}

  private DeletionReview review(
      List<Fetched.Item> fetched, Map<StoreRef, String> origins, Rules rules) {
    Map<SourceId, List<Fetched.Item>> bySource = new LinkedHashMap<>();
    for (Fetched.Item entry : fetched) {
      entry
          .remote()
          .ifPresent(remote ->
              bySource.computeIfAbsent(SourceId.of(remote), _ -> new ArrayList<>()).add(entry));
    }
    List<SourceState> states = new ArrayList<>();
    Map<SourceId, Duration> waiting = new LinkedHashMap<>();
    bySource.forEach((id, entries) -> {
      SourceState state = state(id, entries, origins.getOrDefault(id.store(), ""));
      states.add(state);
      if (entries.stream().anyMatch(e -> e.is(Fetched.Item.State.MISSING))) {
        Duration left = left(state, rules.deletion() != DeletionPolicy.RETAIN);
        if (left.isPositive()) {
          waiting.put(id, left);
        }
      }
    });
    List<SourceState> dropped = rules.verbatim() ? dropped(fetched, origins) : List.of();
    states.addAll(dropped);
    Map<SourceId, String> kept = new LinkedHashMap<>();
    for (SourceState state : dropped) {
      boolean isThere = past.liveKeys().containsAll(state.keys());
      if (isThere && left(state, true).isPositive()) {
        kept.put(state.id(), state.keys().getFirst());
      }
    }
    return new DeletionReview(states, waiting, kept);
  }

  /** Returns what extracted objects and searches had and no longer have. */
  private List<SourceState> dropped(List<Fetched.Item> fetched, Map<StoreRef, String> origins) {
    Set<SourceId> entries = new HashSet<>();
    Set<String> given = new HashSet<>();
    for (Fetched.Item entry : fetched) {
      entry.remote().map(SourceId::of).ifPresent(entries::add);
      given.addAll(entry.keys());
      if (entry.entry() instanceof Entry.Single single) {
        given.add(single.secretKey());
      }
    }
    Map<SourceId, SourceState> dropped = new LinkedHashMap<>();
    for (Fetched.Item entry : fetched) {
      Optional<Entry.Remote> set = entry.remote().filter(Entry.Remote::namesItsKeys);
      if (set.isPresent()) {
        SourceId object = SourceId.of(set.get());
        String origin = origins.getOrDefault(object.store(), "");
        for (String key : formerKeys(object)) {
          SourceId member = object.member(key);
          if (!given.contains(key) && !entries.contains(member)) {
            member(member, key, entry, origin).ifPresent(state -> dropped.put(member, state));
          }
        }
      }
    }
    return List.copyOf(dropped.values());
  }

  /** The keys that it filled last, and those that it had dropped before. */
  private Set<String> formerKeys(SourceId object) {
    // A status that was never written for this Secret names nothing: what is there may be lost.
    boolean namesNothing = past.states().isEmpty() || !past.ofTarget();
    Set<String> keys = new TreeSet<>(namesNothing ? past.liveKeys() : Set.of());
    for (SourceState state : past.states()) {
      if (state.id().equals(object)) {
        keys.addAll(state.keys());
      }
      state.keys().stream().filter(key -> state.id().equals(object.member(key))).forEach(keys::add);
    }
    return keys;
  }

  /** Returns the state of a dropped member; empty if nothing is left of it that could be lost. */
  private Optional<SourceState> member(
      SourceId id, String key, Fetched.Item object, String origin) {
    Optional<SourceState> before =
        past.states().stream().filter(state -> state.id().equals(id)).findFirst();
    if (!object.is(Fetched.Item.State.FOUND)) {
      // Neither confirmed nor denied.
      return before;
    }
    Optional<Absence> absence = before.flatMap(SourceState::absence);
    boolean wentLately =
        absence
            .flatMap(Absence::removed)
            .filter(at -> at.plus(limits.window()).isAfter(now))
            .isPresent();
    return past.liveKeys().contains(key) || wentLately
        ? Optional.of(new SourceState(id, List.of(key), Optional.of(absence(absence, origin))))
        : Optional.empty();
  }

  private SourceState state(SourceId id, List<Fetched.Item> entries, String origin) {
    Optional<SourceState> before =
        past.states().stream().filter(s -> s.id().equals(id)).findFirst();
    if (entries.stream().anyMatch(e -> e.is(Fetched.Item.State.MISSING))) {
      return new SourceState(
          id,
          before.map(SourceState::keys).orElseGet(() -> liveKeys(entries)),
          Optional.of(absence(before.flatMap(SourceState::absence), origin)),
          lastGood(before));
    }
    if (!entries.stream().allMatch(e -> e.is(Fetched.Item.State.FOUND))) {
      // Neither confirmed nor denied.
      return before
          .orElseGet(() -> new SourceState(id, liveKeys(entries), Optional.empty()))
          .lastGood(lastGood(before));
    }
    Set<String> keys = new TreeSet<>();
    entries.forEach(entry -> keys.addAll(entry.keys()));
    return new SourceState(id, List.copyOf(keys), Optional.empty());
  }

  /** A source whose state names no time gave its value in the last refresh that succeeded. */
  private Optional<Instant> lastGood(Optional<SourceState> before) {
    return before
        .flatMap(SourceState::lastGood)
        .or(() -> before.filter(s -> s.absence().isEmpty()).flatMap(_ -> past.refreshed()));
  }

  private Absence absence(Optional<Absence> before, String origin) {
    Optional<Instant> removed = before.flatMap(Absence::removed);
    return before
        .filter(a -> a.origin().equals(origin) && !a.since().isAfter(now))
        .orElseGet(() -> new Absence(now, origin, removed));
  }

  /** A status of an earlier version does not name the keys: those that are there may be lost. */
  private List<String> liveKeys(List<Fetched.Item> entries) {
    Set<String> keys = new TreeSet<>();
    for (Fetched.Item fetched : entries) {
      switch (fetched.entry()) {
        case Entry.Single single -> keys.add(single.secretKey());
        case Entry.Extract _, Entry.Find _ -> keys.addAll(past.liveKeys());
        case Entry.Generated _ -> keys.addAll(fetched.keys());
      }
    }
    keys.retainAll(past.liveKeys());
    return List.copyOf(keys);
  }

  /** Returns how long a missing source is to be kept; positive for all that must not go yet. */
  private Duration left(SourceState state, boolean removable) {
    if (!removable || !refresh.periodic()) {
      return refresh.periodic() ? refresh.interval() : Refresh.DEFAULT_INTERVAL;
    }
    Instant since = state.absence().map(Absence::since).orElse(now);
    Duration byStatus = limits.apart(refresh).minus(Duration.between(since, now));
    Duration byOwnSight =
        limits.floor().minus(past.seenMissing().getOrDefault(state.id(), Duration.ZERO));
    Duration left = byStatus.compareTo(byOwnSight) > 0 ? byStatus : byOwnSight;
    return left.isPositive() && left.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : left;
  }
}
