package dev.sealer.sync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.run.SimulationJvm;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Many seeds, in two JVMs. */
final class SimulatedSeedsDeep {

  @Test
  void everyPromiseIsKept() throws IOException, InterruptedException {
    assertThat(SimulationJvm.runManySeeds(SeedSearch.class)).isEmpty();
  }
}
