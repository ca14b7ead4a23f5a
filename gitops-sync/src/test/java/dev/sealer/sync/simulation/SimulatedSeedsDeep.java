package dev.sealer.sync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.run.SimulationJvm;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Many seeds, in two JVMs. */
final class SimulatedSeedsDeep {

  private static final int JVMS = 2;
  private static final long SEEDS = 10_000;

  @Test
  void everyPromiseIsKept() throws IOException, InterruptedException {
    long from = Long.getLong("sim.from", 0);
    long until = from + Long.getLong("sim.deep.seeds", SEEDS);

    assertThat(SimulationJvm.runAll(SeedSearch.class, from, until, JVMS)).isEmpty();
  }
}
