package dev.sealer.sync.status;

import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.SyncCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a status is made of.
 *
 * @param code whether the cluster is as Git says
 * @param health of the whole
 * @param comparison empty when nothing could be compared: what was said of objects then stays
 * @param revision the commit compared with; empty when it is not known
 * @param comparedTo what was compared
 * @param sourceType how manifests were made; empty when it is not known
 * @param conditions type to message, in the order to show
 * @param operationState of the sync that runs, or of the last one
 * @param history past syncs, the oldest first
 * @param images that run
 * @param controllerNamespace where this controller lives
 */
public record StatusInput(
    SyncCode code,
    Health health,
    Optional<Comparison> comparison,
    String revision,
    ApplicationStatus.ComparedTo comparedTo,
    String sourceType,
    Map<String, String> conditions,
    Optional<ApplicationStatus.OperationState> operationState,
    List<ApplicationStatus.History> history,
    List<String> images,
    String controllerNamespace) {}
