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
public record Fetched(Map<String, SecretBytes> data, List<FetchedEntry> entries)
    implements AutoCloseable {

  /** Returns the cause of the first entry in {@code state}. */
  public Optional<String> first(FetchedEntry.State state) {
    return entries.stream().filter(e -> e.is(state)).map(FetchedEntry::cause).findFirst();
  }

  /** Returns the causes of all entries in {@code state}. */
  public List<String> all(FetchedEntry.State state) {
    return entries.stream().filter(e -> e.is(state)).map(FetchedEntry::cause).toList();
  }

  /** Returns the keys of each generator that made some. */
  public List<GeneratedKeys> generated() {
    return entries.stream()
        .filter(entry -> entry.is(FetchedEntry.State.FOUND))
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
}
