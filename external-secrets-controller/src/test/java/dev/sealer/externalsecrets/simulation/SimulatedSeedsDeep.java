package dev.sealer.externalsecrets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.Campaign;
import dev.sealer.simulation.run.Simulation;
import dev.sealer.simulation.run.SimulationJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Many seeds, in two JVMs. */
final class SimulatedSeedsDeep {

  @Test
  void everyPromiseIsKept() throws IOException, InterruptedException {
    assertThat(SimulationJvm.runManySeeds(Seeds.class)).isEmpty();
  }

  /**
   * Runs seeds in a JVM of its own: {@code FROM UNTIL STRIDE}. Prints what is wrong, nothing if all
   * is well.
   */
  static final class Seeds {
    private Seeds() {}

    public static void main(String[] arguments) throws IOException {
      Simulation simulation =
          ExternalSecretScenario.simulation(LogCapture.install(), PlantedFault.none());
      new Campaign(
              "external-secrets", simulation, Path.of("target", "simulation"), System::nanoTime)
          .run(arguments)
          .ifPresent(System.out::println);
    }
  }
}
