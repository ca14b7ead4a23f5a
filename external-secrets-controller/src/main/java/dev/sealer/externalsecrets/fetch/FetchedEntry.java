package dev.sealer.externalsecrets.fetch;

import dev.sealer.externalsecrets.spec.Entry;
import java.util.List;
import java.util.Optional;

/**
 * The result of fetching one entry.
 *
 * @param entry the entry
 * @param state whether there is a value
 * @param keys of the Secret that the value fills; empty unless it was found
 * @param cause why there is no value, with entry and store, safe to show in a status; empty if it
 *     was found
 */
public record FetchedEntry(Entry entry, State state, List<String> keys, String cause) {

  /** The state of an entry. */
  public enum State {
    /** There is a value. */
    FOUND,
    /** The provider says that it does not exist. Only this may lead to a deletion. */
    MISSING,
    /** The value cannot be had or used, and asking again soon would not help. */
    BROKEN,
    /** The provider did not say; another time it may. */
    UNAVAILABLE
  }

  /** Copies the list. */
  public FetchedEntry {
    keys = List.copyOf(keys);
  }

  /** Returns the entry if it was fetched from a store; empty if it was generated. */
  public Optional<Entry.Remote> remote() {
    return entry instanceof Entry.Remote remote ? Optional.of(remote) : Optional.empty();
  }

  /** Returns whether the entry is in {@code state}. */
  public boolean is(State other) {
    return state == other;
  }
}
