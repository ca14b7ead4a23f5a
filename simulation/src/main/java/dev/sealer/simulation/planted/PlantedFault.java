package dev.sealer.simulation.planted;

import dev.sealer.kube.client.ApiClient;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A mistake that a controller could make, built by changing its calls from outside. Each must be
 * found by simulation.
 *
 * @param name as in the file of its replay
 * @param plant changes the calls of one start of a process
 */
public record PlantedFault(String name, UnaryOperator<ApiClient> plant) {

  /** The directory of the replays, in the module of a controller. */
  public static final Path REPLAYS = Path.of("src", "test", "simulation", "planted");

  /** Returns the one of {@code faults} whose replay is {@code file}; none if it is another file. */
  public static PlantedFault of(Path file, List<PlantedFault> faults) {
    return faults.stream()
        .filter(fault -> file.endsWith(Path.of("planted", fault.name() + ".json")))
        .findFirst()
        .orElseGet(PlantedFault::none);
  }

  /** Returns the file of the replay. */
  public Path replay() {
    return REPLAYS.resolve(name + ".json");
  }

  /** Returns the controller as it is. */
  public static PlantedFault none() {
    return new PlantedFault("", calls -> calls);
  }

  /** Returns a controller that writes objects of a kind whatever their version. */
  public static PlantedFault guardRemoved(String plural) {
    return new PlantedFault(
        "guard-removed", calls -> new UnguardedCalls(calls, plural, UnguardedCalls.Guard.VERSION));
  }

  /** Returns a controller that, to make an object, takes over one that is there already. */
  public static PlantedFault createOfWhatIsThere(String plural) {
    return new PlantedFault(
        "create-of-what-is-there",
        calls -> new UnguardedCalls(calls, plural, UnguardedCalls.Guard.ONLY_NEW));
  }

  /** Returns a controller that asks its own watch whether an object of a kind has changed. */
  public static PlantedFault oldLeaderNotFenced(String plural) {
    return new PlantedFault("old-leader-not-fenced", calls -> new RememberedCalls(calls, plural));
  }

  /** Returns a controller that takes a status of a kind that could not be written as written. */
  public static PlantedFault retryThatGivesUp(String plural) {
    return new PlantedFault(
        "retry-that-gives-up",
        calls -> new OptimisticCalls(calls, request -> ChangedCalls.isStatus(request, plural)));
  }

  /** Returns a controller that takes a finalizer of a kind that could not be written as written. */
  public static PlantedFault finalizerThatGivesUp(String plural) {
    return new PlantedFault(
        "finalizer-that-gives-up",
        calls -> new OptimisticCalls(calls, request -> ChangedCalls.isObject(request, plural)));
  }

  /** Returns a controller that removes a finalizer before it deletes what the finalizer guards. */
  public static PlantedFault finalizerDroppedEarly(String guarded, String holder) {
    return new PlantedFault(
        "finalizer-dropped-early", calls -> new LateDeletions(calls, guarded, holder));
  }

  /** Returns a controller that takes an object of a kind for gone if it cannot be read. */
  public static PlantedFault readErrorIsAbsence(String plural) {
    return new PlantedFault("deletion-on-a-read-error", calls -> new AbsentCalls(calls, plural));
  }
}
