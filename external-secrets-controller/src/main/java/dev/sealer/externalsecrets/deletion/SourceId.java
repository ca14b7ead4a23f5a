package dev.sealer.externalsecrets.deletion;

import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;

/**
 * The remote reference of a value. Entries that read the same value share it.
 *
 * @param store the store that is read
 * @param key name of the secret at the provider
 * @param property part of the secret; empty for the whole
 * @param version version of the secret; empty for the current one
 */
public record SourceId(StoreRef store, String key, String property, String version) {

  /** Returns what {@code entry} asks for. */
  public static SourceId of(Entry.Remote entry) {
    return new SourceId(
        entry.store(),
        entry.remote().read().subject(),
        entry.remote().property(),
        entry.remote().read() instanceof StoreQuery.Value value ? value.version() : "");
  }

  /** Returns the part of this that became {@code dataKey} when it was extracted. */
  SourceId member(String dataKey) {
    return new SourceId(
        store, key, property.isEmpty() ? dataKey : property + "." + dataKey, version);
  }
}
