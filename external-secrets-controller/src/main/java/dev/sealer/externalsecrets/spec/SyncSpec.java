package dev.sealer.externalsecrets.spec;

import java.util.List;

/**
 * What an ExternalSecret asks for.
 *
 * @param refresh when
 * @param target where to
 * @param entries what, in the order in which later keys replace earlier ones
 */
public record SyncSpec(Refresh refresh, Target target, List<Entry> entries) {}
