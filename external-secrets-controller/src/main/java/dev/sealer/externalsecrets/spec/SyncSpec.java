package dev.sealer.externalsecrets.spec;

import java.util.List;

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

  /** Returns whether any value is generated, so that each refresh gives another one. */
  public boolean generates() {
    return entries.stream().anyMatch(Entry.Generated.class::isInstance);
  }
}
