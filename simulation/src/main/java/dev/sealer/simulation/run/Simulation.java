package dev.sealer.simulation.run;

import dev.sealer.simulation.oracle.Finding;
import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.plan.Plan;
import dev.sealer.simulation.plan.PlanDealer;
import dev.sealer.simulation.platform.SimChance;
import dev.sealer.simulation.world.Observer;
import dev.sealer.simulation.world.Replica;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.simulation.world.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Runs scenarios. */
public final class Simulation {

  private static final Duration SLICE = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final int MOST_LOOKS = 5;
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(15);

  /** One seed of so many is quiet for three of the longest intervals. */
  private static final int LONG_QUIET = 10;

  private final LongFunction<? extends Scenario> scenarios;
  private final Duration quiet;
  private final Observer observer;

  /**
   * Runs what {@code scenarios} makes for each seed.
   *
   * @param quiet how long nothing may happen at the end of most runs
   */
  public Simulation(LongFunction<? extends Scenario> scenarios, Duration quiet) {
    this(scenarios, quiet, new Observer() {});
  }

  private Simulation(
      LongFunction<? extends Scenario> scenarios, Duration quiet, Observer observer) {
    this.scenarios = scenarios;
    this.quiet = quiet;
    this.observer = observer;
  }

  /** Returns the same simulation; {@code observer} sees all its runs. */
  public Simulation observedBy(Observer observer) {
    return new Simulation(scenarios, quiet, observer);
  }

  /** Returns the random plan of a seed. */
  public Plan plan(long seed) {
    Scenario scenario = scenarios.apply(seed);
    SimChance chance = new SimChance(seed, "plan");
    List<Action> actions = scenario.deal(chance.of("actions"));
    return new PlanDealer(scenario.faults()).deal(actions, chance);
  }

  /** Runs a seed with its random plan. */
  public RunReport run(long seed) {
    return run(seed, plan(seed));
  }

  /** Runs a seed with a plan. */
  public RunReport run(long seed, Plan plan) {
    return run(seed, plan, Trace.ofTheEnd());
  }

  /** Runs a seed with a plan, and writes down what happens. */
  public RunReport run(long seed, Plan plan, Trace trace) {
    OneRun run = new OneRun(scenarios.apply(seed), new SimulatedWorld(seed, plan, trace));
    try {
      run.play(plan);
    } finally {
      run.world.end();
    }
    return new RunReport(seed, plan, run.findings(), trace.hash(), trace.last());
  }

  private final class OneRun {
    private final Scenario scenario;
    private final SimulatedWorld world;
    private final List<Oracle> oracles;
    private final List<Finding> findings = new ArrayList<>();

    OneRun(Scenario scenario, SimulatedWorld world) {
      this.scenario = scenario;
      this.world = world;
      this.oracles = scenario.oracles(world);
      oracles.forEach(world::observe);
      world.observe(observer);
    }

    void play(Plan plan) {
      scenario.populate(world);
      scenario.faults().processes().forEach(name -> world.addReplica(name, scenario.program()));
      for (Action action : plan.actions()) {
        world.after(Duration.ofMillis(action.atMillis()), () -> act(action));
      }
      world.planTimedFaults();
      long last = plan.actions().stream().mapToLong(Action::atMillis).max().orElse(0);
      runFor(Duration.ofMillis(Math.max(last, world.lastFaultMillis()) + 1));
      world.calmDown();
      if (waited("processes that are not back", LONGEST_HOLD, this::notRunning) && settled()) {
        beQuiet();
      }
      oracles.forEach(o -> o.ended(world));
    }

    private void act(Action action) {
      world.note("action " + action.verb() + " " + action.object() + " " + action.details());
      scenario.act(world, action);
    }

    private Duration settleWithin() {
      return scenario.longestInterval().multipliedBy(2);
    }

    private List<String> notRunning() {
      return world.replicas().stream().filter(r -> !r.isRunning()).map(Replica::name).toList();
    }

    private void runFor(Duration duration) {
      for (Duration left = duration; left.isPositive() && !failed(); left = left.minus(SLICE)) {
        world.run(left.compareTo(SLICE) < 0 ? left : SLICE);
      }
    }

    private boolean waited(String what, Duration limit, Supplier<List<String>> rest) {
      List<String> left = rest.get();
      for (Duration d = Duration.ZERO; !left.isEmpty(); d = d.plus(SLICE)) {
        if (failed()) {
          return false;
        }
        if (d.compareTo(limit) > 0) {
          findings.add(
              new Finding(
                  "Convergence", what + " after " + limit + ": " + String.join("; ", left)));
          return false;
        }
        world.run(SLICE);
        left = rest.get();
      }
      return !failed();
    }

    /**
     * Waits until all is as it should be, and still is a while later: it may have looked so before
     * a process saw the last change. Keys that failed may wait for their next try until then.
     */
    private boolean settled() {
      List<String> left = List.of("never looked");
      for (int i = 0; i < MOST_LOOKS && !left.isEmpty(); i++) {
        if (!waited("not as it should be", settleWithin(), () -> scenario.unfinished(world))) {
          return false;
        }
        world.note("all is as it should be");
        runFor(GRACE);
        left = scenario.unfinished(world);
      }
      if (!left.isEmpty() && !failed()) {
        findings.add(
            new Finding("Convergence", "was right and is not: " + String.join("; ", left)));
      }
      return !failed();
    }

    private void beQuiet() {
      world.note("nothing may happen any more");
      oracles.forEach(o -> o.calm(world));
      boolean isLong = world.seed() % LONG_QUIET == LONG_QUIET - 1;
      runFor(isLong ? scenario.longestInterval().multipliedBy(3) : quiet);
      List<String> left = scenario.unfinished(world);
      if (!left.isEmpty() && !failed()) {
        findings.add(
            new Finding("Convergence", "was right and is not: " + String.join("; ", left)));
      }
    }

    private boolean failed() {
      return !findings().isEmpty();
    }

    List<Finding> findings() {
      List<Finding> all = new ArrayList<>();
      oracles.forEach(o -> all.addAll(o.findings()));
      all.addAll(findings);
      return all;
    }
  }
}
