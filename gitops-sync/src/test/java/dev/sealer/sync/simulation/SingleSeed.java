package dev.sealer.sync.simulation;

import static org.assertj.core.api.Assertions.fail;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.run.ReplayFile;
import dev.sealer.simulation.run.RunReport;
import dev.sealer.simulation.run.Simulation;
import dev.sealer.simulation.world.Trace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Shows every step of one run, for {@code bin/simulate}. No build runs it by itself. */
final class SingleSeed {

  @Test
  void keepsEveryPromise() throws IOException {
    long seed = Long.parseLong(System.getProperty("sim.seed"));
    String plan = System.getProperty("sim.plan", "");
    Trace trace = Trace.complete();
    RunReport report;
    try (LogCapture logs = LogCapture.install()) {
      Simulation simulation = ApplicationScenario.simulation(logs, PlantedFaults.of(Path.of(plan)));
      report =
          plan.isEmpty()
              ? simulation.run(seed, simulation.plan(seed), trace)
              : simulation.run(seed, ReplayFile.read(Path.of(plan)).plan(), trace);
    }
    if (report.failed()) {
      fail(report.text());
    }
    System.out.println(String.join("\n", trace.last()));
    System.out.println("seed " + seed + " keeps every promise");
  }
}
