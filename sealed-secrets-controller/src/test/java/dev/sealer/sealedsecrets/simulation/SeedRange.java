package dev.sealer.sealedsecrets.simulation;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.oracle.WriteSites;
import dev.sealer.simulation.run.Campaign;
import dev.sealer.simulation.run.RunReport;
import dev.sealer.simulation.run.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs many seeds in a JVM of its own: {@code FROM UNTIL STRIDE}. Prints what is wrong, nothing if
 * all is well.
 */
final class SeedRange {

  /** What each place that writes must have met in so many runs. */
  private static final Set<String> EFFECTS =
      new TreeSet<>(
          Set.of("crash", "freeze", "lost answer", "lost request", "409", "429", "500", "503"));

  /** So many seeds have each fault at each of their writes. */
  private static final int SWEPT = 20;

  /** Among so many seeds are those that come to the places that are rare. */
  private static final int SEARCHED = 2_000;

  private SeedRange() {}

  public static void main(String[] arguments) throws IOException {
    long from = Long.parseLong(arguments[0]);
    WriteSites sites = new WriteSites(SealedSecretScenario.PROCESSES);
    Simulation simulation = SealedSecretScenario.simulation(LogCapture.install()).observedBy(sites);
    Optional<String> failure =
        new Campaign(
                "sealed-secrets", simulation, Path.of("target", "simulation"), System::nanoTime)
            .run(arguments);
    failure = failure.or(() -> sweep(simulation, from, from + SWEPT));
    failure = failure.or(() -> sweepRarePlaces(simulation, sites, from));
    failure.ifPresent(System.out::println);
    if (failure.isEmpty()) {
      Map<String, Set<String>> unmet = sites.unmet(EFFECTS);
      unmet.forEach((site, effects) -> System.out.println(site + " never met " + effects));
    }
  }

  /** Sweeps the first seeds that come to places which have not met every fault. */
  private static Optional<String> sweepRarePlaces(
      Simulation simulation, WriteSites sites, long from) {
    Optional<String> broken = Optional.empty();
    for (long seed = from;
        broken.isEmpty() && seed < from + SEARCHED && !sites.unmet(EFFECTS).isEmpty();
        seed++) {
      WriteSites reached = new WriteSites(SealedSecretScenario.PROCESSES);
      RunReport _ = simulation.observedBy(reached).run(seed, simulation.plan(seed).withoutFaults());
      if (!Collections.disjoint(reached.met().keySet(), sites.unmet(EFFECTS).keySet())) {
        broken = sweep(simulation, seed, seed + 1);
      }
    }
    return broken;
  }

  private static Optional<String> sweep(Simulation simulation, long from, long until) {
    FaultSweep sweep = new FaultSweep(simulation);
    for (long seed = from; seed < until; seed++) {
      for (FaultSweep.Kind kind : FaultSweep.Kind.values()) {
        Optional<RunReport> broken = sweep.run(seed, kind);
        if (broken.isPresent()) {
          return Optional.of(kind + " at a write: " + broken.get().text());
        }
      }
    }
    return Optional.empty();
  }
}
