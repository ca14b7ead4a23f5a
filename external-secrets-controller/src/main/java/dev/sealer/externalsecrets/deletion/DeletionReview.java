package dev.sealer.externalsecrets.deletion;

import dev.sealer.externalsecrets.store.StoreRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which missing values may be removed.
 *
 * @param states of all sources, for the status
 * @param waiting the sources that are missing and must stay, each with the time after which another
 *     refresh may confirm it
 * @param dropped the data keys that must stay although an extracted object no longer has them
 */
public record DeletionReview(
    List<SourceState> states, Map<SourceId, Duration> waiting, Map<SourceId, String> dropped) {

  /** Copies the list. */
  public DeletionReview {
    states = List.copyOf(states);
  }

  /** Returns when to look again; empty if nothing waits. */
  public Optional<Duration> again() {
    return waiting.values().stream().min(Comparator.naturalOrder());
  }

  /** Returns the sources that are missing. */
  public Set<SourceId> missing() {
    return states.stream()
        .filter(state -> state.absence().isPresent())
        .map(SourceState::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the missing sources whose keys are still in the Secret, by store. */
  public Map<StoreRef, List<SourceState>> leaving() {
    return states.stream()
        .filter(state -> state.absence().filter(a -> a.removed().isEmpty()).isPresent())
        .filter(state -> !state.keys().isEmpty())
        .filter(state -> !dropped.containsKey(state.id()))
        .collect(Collectors.groupingBy(state -> state.id().store()));
  }

  /** Returns the states once the missing keys were removed at {@code time}. */
  public List<SourceState> removedAt(Instant time) {
    return states.stream()
        .map(state -> dropped.containsKey(state.id()) ? state : state.removedAt(time))
        .toList();
  }
}
