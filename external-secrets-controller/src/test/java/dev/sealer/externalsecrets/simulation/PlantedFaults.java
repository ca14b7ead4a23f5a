package dev.sealer.externalsecrets.simulation;

import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.simulation.planted.PlantedFault;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** The mistakes that are planted in the ExternalSecret controller, one at a time. */
final class PlantedFaults {
  /** A store that does not answer counts as one that has no such secret. */
  private static final PlantedFault READ_ERROR =
      new PlantedFault("deletion-on-a-read-error", calls -> calls);

  /** Values are removed the first time that they are missing. */
  private static final PlantedFault ONE_NOT_FOUND =
      new PlantedFault("deletion-after-one-not-found", calls -> calls);

  static final List<PlantedFault> ALL =
      List.of(
          PlantedFault.guardRemoved("secrets"),
          PlantedFault.createOfWhatIsThere("secrets"),
          PlantedFault.finalizerThatGivesUp("externalsecrets"),
          PlantedFault.finalizerDroppedEarly("secrets", "externalsecrets"),
          READ_ERROR,
          ONE_NOT_FOUND);

  private PlantedFaults() {}

  /** Returns what {@code fault} makes of the answers of a store. */
  static UnaryOperator<StoreAnswer> answers(PlantedFault fault) {
    return fault.equals(READ_ERROR)
        ? answer -> answer instanceof StoreAnswer.Failure ? new StoreAnswer.NotFound() : answer
        : answer -> answer;
  }

  /** Returns when missing values are removed. */
  static DeletionLimits limits(PlantedFault fault) {
    return fault.equals(ONE_NOT_FOUND)
        ? new DeletionLimits(Duration.ZERO, 0, 100, 100, Duration.ofMinutes(10))
        : DeletionLimits.DEFAULT;
  }
}
