package dev.sealer.externalsecrets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.Campaign;
import dev.sealer.simulation.run.ReplayFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each planted fault is found within 1,000 seeds. Writes the plan, made smaller, to {@code
 * target/simulation/planted}.
 */
final class PlantedFaultsDeep {
  private static final int SEEDS = 1_000;
  private static final Path FOUND = Path.of("target", "simulation", "planted");
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
  void isFoundSoon(PlantedFault fault) throws IOException {
    Optional<ReplayFile> found =
        new Campaign(
                "external-secrets",
                ExternalSecretScenario.simulation(LOGS, fault),
                FOUND,
                System::nanoTime)
            .search(SEEDS);

    assertThat(found).isPresent();
    found.get().write(FOUND.resolve(fault.name() + ".json"));
  }
}
