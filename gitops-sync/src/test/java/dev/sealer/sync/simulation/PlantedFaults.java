package dev.sealer.sync.simulation;

import dev.sealer.simulation.planted.PlantedFault;
import java.util.List;

/** The mistakes that are planted in the sync controller, one at a time. */
final class PlantedFaults {

  static final List<PlantedFault> ALL =
      List.of(
          fencingRemoved(),
          new PlantedFault(
              "status-version-not-tested", PlantedFault.guardRemoved("applications").plant()),
          PlantedFault.createOfWhatIsThere("configmaps"),
          new PlantedFault("hook-runs-when-created", ChangedRequests.EagerHooks::new),
          new PlantedFault("retry-bypasses-wipe-guard", ChangedRequests.UnguardedRetry::new));

  private PlantedFaults() {}

  /** Returns a controller that neither asks whether it still leads nor tests what it overwrites. */
  private static PlantedFault fencingRemoved() {
    PlantedFault guard = PlantedFault.guardRemoved("configmaps");
    PlantedFault leader = PlantedFault.oldLeaderNotFenced("applications");
    return new PlantedFault(
        "fencing-removed", calls -> leader.plant().apply(guard.plant().apply(calls)));
  }
}
