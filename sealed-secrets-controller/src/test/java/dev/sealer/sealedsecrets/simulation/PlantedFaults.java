package dev.sealer.sealedsecrets.simulation;

import dev.sealer.simulation.planted.PlantedFault;
import java.util.List;

/** The mistakes that are planted in the SealedSecret controller, one at a time. */
final class PlantedFaults {

  static final List<PlantedFault> ALL =
      List.of(
          PlantedFault.guardRemoved("secrets"),
          PlantedFault.createOfWhatIsThere("secrets"),
          PlantedFault.oldLeaderNotFenced("sealedsecrets"),
          PlantedFault.retryThatGivesUp("sealedsecrets"),
          PlantedFault.readErrorIsAbsence("sealedsecrets"));

  private PlantedFaults() {}
}
