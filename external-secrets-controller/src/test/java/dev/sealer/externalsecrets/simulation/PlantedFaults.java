package dev.sealer.externalsecrets.simulation;

import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.simulation.planted.PlantedFault;
import java.time.Duration;
import java.util.Arrays;
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

  /** A value without members counts as a secret that does not exist. */
  private static final PlantedFault EMPTY_OBJECT =
      new PlantedFault("deletion-of-an-empty-object", calls -> calls);

  private static final byte[] EMPTY = {'{', '}'};

  static final List<PlantedFault> ALL =
      List.of(
          PlantedFault.guardRemoved("secrets"),
          PlantedFault.createOfWhatIsThere("secrets"),
          PlantedFault.finalizerThatGivesUp("externalsecrets"),
          PlantedFault.finalizerDroppedEarly("secrets", "externalsecrets"),
          READ_ERROR,
          ONE_NOT_FOUND,
          EMPTY_OBJECT);

  private PlantedFaults() {}

  /** Returns what {@code fault} makes of the answers of a store. */
  static UnaryOperator<StoreAnswer> answers(PlantedFault fault) {
    if (fault.equals(READ_ERROR)) {
      return answer -> answer instanceof StoreAnswer.Failure ? new StoreAnswer.NotFound() : answer;
    }
    return fault.equals(EMPTY_OBJECT)
        ? answer -> isEmpty(answer) ? new StoreAnswer.NotFound() : answer
        : answer -> answer;
  }

  private static boolean isEmpty(StoreAnswer answer) {
    return answer instanceof StoreAnswer.Found found
        && found.value().<Boolean>reveal(bytes -> Arrays.equals(bytes, EMPTY));
  }

  /** Returns when missing values are removed. */
  static DeletionLimits limits(PlantedFault fault) {
    return fault.equals(ONE_NOT_FOUND)
        ? new DeletionLimits(Duration.ZERO, 0, 100, 100, Duration.ofMinutes(10))
        : DeletionLimits.DEFAULT;
  }
}
