package dev.sealer.sync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.Campaign;
import dev.sealer.simulation.run.ReplayFile;
import dev.sealer.simulation.run.RunReport;
import dev.sealer.simulation.run.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random runs of the sync controller, and a replay of each fault that was found. {@code
 * -Dsim.sync.seeds=1000 -Dsim.from=5000} chooses the seeds.
 */
final class SimulatedSeedsTest {

  private static final int SEEDS = 100;

  /** The two Applications are in the first and the last of three. */
  private static final int SHARDS = 3;

  private static final Path FOUND = Path.of("target", "simulation");
  private static final LogCapture LOGS = LogCapture.install();
  private static final Simulation SIMULATION =
      ApplicationScenario.simulation(LOGS, PlantedFault.none());

  @AfterAll
  static void giveLogsBack() {
    LOGS.close();
  }

  @Test
  void everyPromiseIsKept() throws IOException {
    long from = Long.getLong("sim.from", 0);
    long until = from + Integer.getInteger("sim.sync.seeds", SEEDS);

    assertThat(new Campaign("gitops-sync", SIMULATION, FOUND, System::nanoTime).run(from, until, 1))
        .isEmpty();
  }

  @Test
  void everyPromiseIsKeptByProcessesThatShareTheApplications() throws IOException {
    int shared = Integer.getInteger("sim.sync.seeds", SEEDS) / 4;
    Simulation simulation = ApplicationScenario.simulation(LOGS, PlantedFault.none(), SHARDS);

    assertThat(
            new Campaign("gitops-sync-shards", simulation, FOUND, System::nanoTime)
                .run(0, shared, 1))
        .isEmpty();
  }

  static Stream<Path> replays() throws IOException {
    return ReplayFile.in(Path.of("src", "test", "simulation")).stream();
  }

  @ParameterizedTest
  @MethodSource("replays")
  void aFaultThatWasFoundDoesNotComeBack(Path file) throws IOException {
    ReplayFile replay = ReplayFile.read(file);
    RunReport report = SIMULATION.run(replay.seed(), replay.plan());

    assertThat(report.oracle())
        .as(() -> replay.title() + "\n" + report.text())
        .isEqualTo(replay.found());
  }
}
