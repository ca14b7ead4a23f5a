package dev.sealer.sync.simulation;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.Campaign;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs many seeds in a JVM of its own: {@code FROM UNTIL STRIDE}. Prints what is wrong, nothing if
 * all is well.
 */
final class SeedSearch {

  private SeedSearch() {}

  public static void main(String[] arguments) throws IOException {
    PlantedFault planted =
        PlantedFaults.ALL.stream()
            .filter(fault -> arguments.length > 3 && fault.name().equals(arguments[3]))
            .findFirst()
            .orElseGet(PlantedFault::none);
    new Campaign(
            "gitops-sync",
            ApplicationScenario.simulation(LogCapture.install(), planted),
            Path.of("target", "simulation"),
            System::nanoTime)
        .run(arguments)
        .ifPresent(System.out::println);
  }
}
