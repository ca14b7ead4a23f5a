package dev.sealer.sealedsecrets.simulation;

import static org.assertj.core.api.Assertions.fail;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.RunReport;
import dev.sealer.simulation.run.SingleRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Shows every step of one run, for {@code bin/simulate}; a plan in the directory {@code planted}
 * runs a controller that is broken on purpose. No build runs it by itself.
 */
final class SingleSeed {

  @Test
  void keepsEveryPromise() throws IOException {
    try (LogCapture logs = LogCapture.install()) {
      RunReport report =
          SingleRun.ofProperties(plan ->
              SealedSecretScenario.simulation(logs, PlantedFault.of(plan, PlantedFaults.ALL)));
      if (report.failed()) {
        fail(report.text());
      }
    }
  }
}
