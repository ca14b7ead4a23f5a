package dev.sealer.sealedsecrets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.run.RunReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each write of a run without other faults is the last one before a fault, one after another. */
final class FaultAtEachWriteTest {

  private static final List<Long> SEEDS = List.of(3L, 8L);
  private static final LogCapture LOGS = LogCapture.install();

  @AfterAll
  static void giveLogsBack() {
    LOGS.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyPromiseIsKept(FaultSweep.Kind kind) {
    FaultSweep sweep = new FaultSweep(SealedSecretScenario.simulation(LOGS));
    for (long seed : SEEDS) {
      Optional<RunReport> broken = sweep.run(seed, kind);

      assertThat(broken.map(RunReport::text)).isEmpty();
    }
    assertThat(sweep.met()).isGreaterThan(10);
  }
}
