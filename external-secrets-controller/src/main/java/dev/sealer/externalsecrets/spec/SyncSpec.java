package dev.sealer.externalsecrets.spec;

import java.util.List;

/**
 * The specification of an ExternalSecret.
 *
 * @param refresh when to fetch the values again
 * @param target the Secret to write
 * @param entries the values to fetch, in the order in which later keys replace earlier ones
 */
public record SyncSpec(Refresh refresh, Target target, List<Entry> entries) {}
