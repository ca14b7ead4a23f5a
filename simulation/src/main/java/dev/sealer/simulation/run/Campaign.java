package dev.sealer.simulation.run;

import dev.sealer.simulation.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** Runs many seeds, and prepares the first that fails for the person who looks into it. */
public final class Campaign {

  private static final Duration SHRINK_FOR = Duration.ofSeconds(60);

  /** Each of so many seeds is run twice: a difference is the simulator's own fault. */
  private static final int TWICE = 50;

  private final String controller;
  private final Simulation simulation;
  private final Path findings;
  private final LongSupplier nanos;

  /**
   * Runs {@code simulation}.
   *
   * @param controller the name that {@code bin/simulate} knows
   * @param findings the directory for plans of seeds that fail
   * @param nanos a monotonic clock of real time
   */
  public Campaign(String controller, Simulation simulation, Path findings, LongSupplier nanos) {
    this.controller = controller;
    this.simulation = simulation;
    this.findings = findings;
    this.nanos = nanos;
  }

  /**
   * Runs every {@code stride}th seed up to the first that fails.
   *
   * @return what failed and how to run it again; empty if every promise was kept
   */
  public Optional<String> run(long from, long until, int stride) throws IOException {
    for (long seed = from; seed < until; seed += stride) {
      RunReport report = simulation.run(seed);
      if (report.failed()) {
        return Optional.of(explain(report));
      }
      if (seed % TWICE == 0 && simulation.run(seed).hash() != report.hash()) {
        return Optional.of("seed " + seed + " does not give the same run twice");
      }
    }
    return Optional.empty();
  }

  /** Runs the seeds that {@link SimulationJvm#runManySeeds} names: {@code FROM UNTIL STRIDE}. */
  public Optional<String> run(String[] range) throws IOException {
    return run(Long.parseLong(range[0]), Long.parseLong(range[1]), Integer.parseInt(range[2]));
  }

  /** Returns the first of so many seeds that breaks a promise, with a smaller plan. */
  public Optional<ReplayFile> search(int seeds) {
    return LongStream.range(0, seeds)
        .mapToObj(simulation::run)
        .filter(RunReport::failed)
        .findFirst()
        .map(this::shrunk);
  }

  /** Returns the failure with a smaller plan, which is kept in a file. */
  private String explain(RunReport report) throws IOException {
    long seed = report.seed();
    ReplayFile small = shrunk(report);
    Path file = findings.resolve(controller + "-" + seed + ".json").toAbsolutePath();
    small.write(file);
    return """
    seed %d breaks a promise. The whole run:
      bin/simulate %s %d
    A smaller one:
      bin/simulate %s %d %s
    %s\
    """
        .formatted(
            seed,
            controller,
            seed,
            controller,
            seed,
            file,
            simulation.run(seed, small.plan()).text());
  }

  /**
   * Returns the smallest plan that breaks the same promise, as far as a minute lets it be found.
   */
  private ReplayFile shrunk(RunReport report) {
    long seed = report.seed();
    String oracle = report.oracle();
    Plan small =
        new Shrinker(plan -> simulation.run(seed, plan).oracle().equals(oracle), SHRINK_FOR, nanos)
            .shrink(report.plan());
    String title = simulation.run(seed, small).findings().getFirst().toString();
    return new ReplayFile(title, seed, oracle, small);
  }
}
