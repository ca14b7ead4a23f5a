package dev.sealer.externalsecrets.fetch;

import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of fetching an ExternalSecret's entries.
 *
 * @param data key to value, for the entries that were found; the caller must close it
 * @param entries what became of each entry, in their order
 */
public record Fetched(Map<String, SecretBytes> data, List<Item> entries) implements AutoCloseable {

  /** Returns the cause of the first entry in {@code state}. */
  public Optional<String> first(Item.State state) {
    return entries.stream().filter(e -> e.is(state)).map(Item::cause).findFirst();
  }

  /** Returns the causes of all entries in {@code state}. */
  public List<String> all(Item.State state) {
    return entries.stream().filter(e -> e.is(state)).map(Item::cause).toList();
  }

  /** Returns the keys of each generator that made some. */
  public List<GeneratedKeys> generated() {
    return entries.stream()
        .filter(entry -> entry.is(Item.State.FOUND))
        .flatMap(entry ->
            entry.entry() instanceof Entry.Generated from
                ? Stream.of(new GeneratedKeys(from.generator().id(), entry.keys()))
                : Stream.empty())
        .toList();
  }

  @Override
  public void close() {
    data.values().forEach(SecretBytes::close);
  }

  /**
   * The result of fetching one entry.
   *
   * @param entry the entry
   * @param state whether there is a value
   * @param keys of the Secret that the value fills; empty unless it was found
   * @param cause why there is no value, with entry and store, safe to show in a status; empty if it
   *     was found
   */
  public record Item(Entry entry, State state, List<String> keys, String cause) {

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
    public Item {
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
}
