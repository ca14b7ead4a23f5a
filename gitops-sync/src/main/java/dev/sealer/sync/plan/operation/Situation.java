package dev.sealer.sync.plan.operation;

import dev.sealer.crds.argoproj.ApplicationSpec;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.window.SyncWindows;
import java.time.Instant;
import java.util.Optional;

/**
 * The facts that decide about the next step of an Application.
 *
 * @param requested the operation that somebody asked for
 * @param spec of the Application
 * @param current what the comparison is of
 * @param windows when syncs of the Application may happen
 * @param pausedUntil until when no sync begins by itself; empty if nobody paused it
 * @param newest the commit that the spec names by now, if it is another one than {@code current}
 */
public record Situation(
    Optional<Operation> requested,
    ApplicationSpec spec,
    Comparison comparison,
    SyncTarget current,
    SyncWindows windows,
    Optional<Instant> pausedUntil,
    Optional<String> newest,
    Instant now) {}
