package dev.sealer.sealedsecrets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.run.Campaign;
import dev.sealer.simulation.run.ReplayFile;
import dev.sealer.simulation.run.RunReport;
import dev.sealer.simulation.run.Simulation;
import dev.sealer.simulation.run.SimulationJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random runs of the SealedSecret controller, and those that once broke a promise. {@code
 * -Dsim.seeds=1000 -Dsim.from=5000} chooses the seeds; {@code bin/simulate} runs a single one.
 */
final class SimulatedSeedsTest {

  private static final int SEEDS = 300;
  private static final LogCapture LOGS = LogCapture.install();
  private static final Simulation SIMULATION = SealedSecretScenario.simulation(LOGS);

  @AfterAll
  static void giveLogsBack() {
    LOGS.close();
  }

  @Test
  void everyPromiseIsKept() throws IOException {
    long from = Long.getLong("sim.from", 0);
    int seeds = Integer.getInteger("sim.seeds", SEEDS);
    Campaign campaign =
        new Campaign(
            "sealed-secrets", SIMULATION, Path.of("target", "simulation"), System::nanoTime);

    assertThat(campaign.run(from, from + seeds, 1)).isEmpty();
  }

  static Stream<Path> replays() throws IOException {
    return ReplayFile.in(Path.of("src", "test", "simulation")).stream();
  }

  @ParameterizedTest
  @MethodSource("replays")
  void replayEndsAsItsFileSays(Path file) throws IOException {
    ReplayFile replay = ReplayFile.read(file);
    RunReport report = SIMULATION.run(replay.seed(), replay.plan());

    assertThat(report.oracle()).as(() -> report.text()).isEqualTo(replay.found());
  }

  @Test
  void anotherJvmGivesTheSameRuns() throws Exception {
    Process jvm = SimulationJvm.start(TraceHashes.class, List.of("1", "2", "3"));
    String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(jvm.waitFor()).isZero();
    assertThat(printed.lines())
        .containsExactlyElementsOf(
            Stream.of(1L, 2L, 3L).map(s -> String.valueOf(SIMULATION.run(s).hash())).toList());
  }
}
