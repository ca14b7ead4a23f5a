package dev.sealer.externalsecrets.spec;

import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The specification of an ExternalSecret.
 *
 * @param refresh when to fetch the values again
 * @param target the Secret to write
 * @param entries the values to fetch, in the order in which later keys replace earlier ones
 */
public record SyncSpec(Refresh refresh, Target target, List<Entry> entries) {

  /** Returns the entries that are fetched from stores. */
  public List<Entry.Remote> remotes() {
    return entries.stream()
        .filter(Entry.Remote.class::isInstance)
        .map(Entry.Remote.class::cast)
        .toList();
  }

  /**
   * Returns what to ask which store, in the order of the entries: every distinct value once,
   * however many entries use it. Generated values need no read.
   */
  public Map<StoreRef, Set<StoreQuery>> reads() {
    Map<StoreRef, Set<StoreQuery>> reads = new LinkedHashMap<>();
    for (Entry.Remote entry : remotes()) {
      reads.computeIfAbsent(entry.store(), _ -> new LinkedHashSet<>()).add(entry.remote().read());
    }
    return reads;
  }

  /** Returns whether any value is generated, so that each refresh gives another one. */
  public boolean generates() {
    return entries.stream().anyMatch(Entry.Generated.class::isInstance);
  }
}
