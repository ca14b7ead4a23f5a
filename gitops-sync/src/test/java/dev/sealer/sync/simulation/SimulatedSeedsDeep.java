package dev.sealer.sync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.run.SimulationJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many seeds, in two JVMs. */
final class SimulatedSeedsDeep {

  private static final int JVMS = 2;
  private static final long SEEDS = 10_000;

  @Test
  void everyPromiseIsKept() throws IOException, InterruptedException {
    long from = Long.getLong("sim.from", 0);
    long until = from + Long.getLong("sim.deep.seeds", SEEDS);
    List<Process> jvms = new ArrayList<>();
    for (int i = 0; i < JVMS; i++) {
      jvms.add(
          SimulationJvm.start(
              SeedSearch.class,
              List.of(String.valueOf(from + i), String.valueOf(until), String.valueOf(JVMS))));
    }
    for (Process jvm : jvms) {
      String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(printed).isEmpty();
      assertThat(jvm.waitFor()).isZero();
    }
  }
}
