package dev.sealer.sync.simulation;

import static org.assertj.core.api.Assertions.fail;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.RunReport;
import dev.sealer.simulation.run.SingleRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Shows every step of one run, for {@code bin/simulate}. No build runs it by itself. */
final class SingleSeed {

  @Test
  void keepsEveryPromise() throws IOException {
    try (LogCapture logs = LogCapture.install()) {
      RunReport report =
          SingleRun.ofProperties(plan ->
              ApplicationScenario.simulation(logs, PlantedFault.of(plan, PlantedFaults.ALL)));
      if (report.failed()) {
        fail(report.text());
      }
    }
  }
}
