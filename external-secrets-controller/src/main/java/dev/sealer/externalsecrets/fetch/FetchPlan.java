package dev.sealer.externalsecrets.fetch;

import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reads to request from each store: every distinct value once, however many entries use it.
 *
 * @param reads by store, in the order of the entries
 */
public record FetchPlan(Map<StoreRef, Set<StoreQuery>> reads) {

  /** The plan for some entries; those that are generated need no read. */
  public static FetchPlan of(List<? extends Entry> entries) {
    Map<StoreRef, Set<StoreQuery>> reads = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Remote remote) {
        reads
            .computeIfAbsent(remote.store(), store -> new LinkedHashSet<>())
            .add(remote.remote().read());
      }
    }
    return new FetchPlan(reads);
  }
}
