package dev.sealer.externalsecrets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.Campaign;
import dev.sealer.simulation.run.ReplayFile;
import dev.sealer.simulation.run.RunReport;
import dev.sealer.simulation.run.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random runs of the ExternalSecret controller, a replay of each fault that was found, and of each
 * planted one. {@code -Dsim.seeds=1000 -Dsim.from=5000} chooses the seeds.
 */
final class SimulatedSeedsTest {

  private static final int SEEDS = 300;

  private static final Path FOUND = Path.of("target", "simulation");
  private static final LogCapture LOGS = LogCapture.install();
  private static final Simulation SIMULATION =
      ExternalSecretScenario.simulation(LOGS, PlantedFault.none());

  @AfterAll
  static void giveLogsBack() {
    LOGS.close();
  }

  @Test
  void everyPromiseIsKept() throws IOException {
    long from = Long.getLong("sim.from", 0);
    long until = from + Integer.getInteger("sim.seeds", SEEDS);

    assertThat(
            new Campaign("external-secrets", SIMULATION, FOUND, System::nanoTime)
                .run(from, until, 1))
        .isEmpty();
  }

  static Stream<Path> replays() throws IOException {
    return ReplayFile.in(Path.of("src", "test", "simulation")).stream();
  }

  /** A fault that is there names in {@code found} the promise that it breaks. */
  @ParameterizedTest
  @MethodSource("replays")
  void replayFindsWhatItSays(Path file) throws IOException {
    ReplayFile replay = ReplayFile.read(file);
    RunReport report = SIMULATION.run(replay.seed(), replay.plan());

    assertThat(report.oracle())
        .as(() -> replay.title() + "\n" + report.text())
        .isEqualTo(replay.found());
  }

  @ParameterizedTest
  @MethodSource("planted")
  void plantedFaultIsFoundAndTheControllerItselfKeepsItsPromises(PlantedFault fault)
      throws IOException {
    ReplayFile replay = ReplayFile.read(fault.replay());
    RunReport broken =
        ExternalSecretScenario.simulation(LOGS, fault).run(replay.seed(), replay.plan());
    RunReport whole = SIMULATION.run(replay.seed(), replay.plan());

    assertThat(broken.oracle()).isNotEmpty().isEqualTo(replay.found());
    assertThat(whole.findings()).as(whole::text).isEmpty();
  }

  @Test
  void everyPlanHasARow() throws IOException {
    String page =
        Files.readString(
            Path.of(System.getProperty("sealer.root")).resolve("docs").resolve("robustness.md"));
    List<Path> plans = new ArrayList<>(ReplayFile.in(Path.of("src", "test", "simulation")));
    plans.addAll(ReplayFile.in(PlantedFault.REPLAYS));

    assertThat(plans)
        .isNotEmpty()
        .allSatisfy(plan ->
            assertThat(page)
                .contains(
                    "%d `%s`"
                        .formatted(
                            ReplayFile.read(plan).seed(),
                            plan.getFileName().toString().replace(".json", ""))));
  }

  static Stream<PlantedFault> planted() {
    return PlantedFaults.ALL.stream();
  }
}
