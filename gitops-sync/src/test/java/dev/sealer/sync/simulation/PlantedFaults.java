package dev.sealer.sync.simulation;

import dev.sealer.simulation.planted.PlantedFault;
import java.nio.file.Path;
import java.util.List;

/** The mistakes that are planted in the sync controller, one at a time. */
final class PlantedFaults {

  /** Where the replay of each is, by its name. */
  static final Path REPLAYS = Path.of("src", "test", "simulation", "planted");

  static final List<PlantedFault> ALL =
      List.of(
          fencingRemoved(),
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

  /** Returns the file for the replay of {@code fault}. */
  static Path replay(PlantedFault fault) {
    return REPLAYS.resolve(fault.name() + ".json");
  }

  /** Returns what has to be planted for the plan in {@code file}. */
  static PlantedFault of(Path file) {
    return ALL.stream()
        .filter(fault -> file.endsWith(Path.of("planted", fault.name() + ".json")))
        .findFirst()
        .orElseGet(PlantedFault::none);
  }
}
