package dev.sealer.sync.plan.operation;

import dev.sealer.crds.argoproj.ApplicationSpec;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.sync.plan.Comparison;
import java.time.Instant;
import java.util.Optional;

/**
 * The facts that decide about the next step of an Application.
 *
 * @param requested the operation that somebody asked for
 * @param spec of the Application
 * @param current what the comparison is of
 * @param newest the commit that the spec names by now, if it is another one than {@code current}
 */
public record Situation(
    Optional<Operation> requested,
    ApplicationSpec spec,
    Comparison comparison,
    SyncTarget current,
    Optional<String> newest,
    Instant now) {}
