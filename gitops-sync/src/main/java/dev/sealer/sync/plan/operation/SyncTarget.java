package dev.sealer.sync.plan.operation;

import dev.sealer.crds.argoproj.ApplicationSource;
import org.jspecify.annotations.Nullable;

/**
 * The revision and source that a sync applies.
 *
 * @param revision the SHA of a commit; empty if it is not known
 * @param source null where a status that another program wrote names none
 */
public record SyncTarget(String revision, @Nullable ApplicationSource source) {}
