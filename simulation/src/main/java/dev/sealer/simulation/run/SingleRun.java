package dev.sealer.simulation.run;

import dev.sealer.simulation.world.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** One run for a person, as {@code bin/simulate} asks for it. */
public final class SingleRun {

  private SingleRun() {}

  /**
   * Runs the seed of the property {@code sim.seed}, with the plan in the file that {@code sim.plan}
   * names if it is set. Prints every step of a run that keeps every promise.
   *
   * @param simulations makes the simulation for the file of a plan, which may be empty
   */
  public static RunReport ofProperties(Function<Path, Simulation> simulations) throws IOException {
    long seed = Long.parseLong(System.getProperty("sim.seed"));
    String plan = System.getProperty("sim.plan", "");
    Trace trace = Trace.complete();
    Simulation simulation = simulations.apply(Path.of(plan));
    RunReport report =
        plan.isEmpty()
            ? simulation.run(seed, simulation.plan(seed), trace)
            : simulation.run(seed, ReplayFile.read(Path.of(plan)).plan(), trace);
    if (!report.failed()) {
      System.out.println(String.join("\n", trace.last()));
      System.out.println("seed " + seed + " keeps every promise");
    }
    return report;
  }
}
