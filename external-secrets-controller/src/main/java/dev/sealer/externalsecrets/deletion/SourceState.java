package dev.sealer.externalsecrets.deletion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The known state of one source of a Secret, as the status of the ExternalSecret keeps it.
 *
 * @param id what is asked for
 * @param keys of the Secret that it last filled, before any template; sorted
 * @param absence since when the provider says that it does not exist; empty if it did not say so
 * @param lastGood when it last gave a value, as far as known; empty if it gave one in the last
 *     refresh
 */
public record SourceState(
    SourceId id, List<String> keys, Optional<Absence> absence, Optional<Instant> lastGood) {

  /** Copies the list. */
  public SourceState {
    keys = List.copyOf(keys);
  }

  /** A source that gave a value in the last refresh, or of which no earlier value is known. */
  public SourceState(SourceId id, List<String> keys, Optional<Absence> absence) {
    this(id, keys, absence, Optional.empty());
  }

  /** Returns the state with the time of its last value. */
  SourceState lastGood(Optional<Instant> time) {
    return new SourceState(id, keys, absence, time);
  }

  /**
   * The provider says that the source does not exist.
   *
   * @param since when it first said so, in whole seconds
   * @param origin the state of the store and its credentials that was asked; another one may ask
   *     another account, so that its answers confirm nothing
   * @param removed when the keys were removed; empty if they were not
   */
  public record Absence(Instant since, String origin, Optional<Instant> removed) {}

  /** Returns the state after the keys were removed. */
  SourceState removedAt(Instant time) {
    return new SourceState(
        id,
        keys,
        absence.map(
            a -> new Absence(a.since(), a.origin(), a.removed().or(() -> Optional.of(time)))),
        lastGood);
  }
}
