package dev.sealer.sealedsecrets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.ReplayFile;
import dev.sealer.simulation.run.RunReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A controller that is broken on purpose is found, and one that is not passes the same plan. */
final class PlantedFaultsTest {

  private static final LogCapture LOGS = LogCapture.install();

  @AfterAll
  static void giveLogsBack() {
    LOGS.close();
  }

  static List<PlantedFault> faults() {
    return PlantedFaults.ALL;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isFound(PlantedFault fault) throws IOException {
    ReplayFile replay = ReplayFile.read(fault.replay());

    RunReport broken =
        SealedSecretScenario.simulation(LOGS, fault).run(replay.seed(), replay.plan());
    RunReport whole = SealedSecretScenario.simulation(LOGS).run(replay.seed(), replay.plan());

    assertThat(broken.oracle()).isNotEmpty().isEqualTo(replay.found());
    assertThat(whole.findings()).as(whole::text).isEmpty();
  }
}
