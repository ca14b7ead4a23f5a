package dev.sealer.simulation.run;

import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.plan.PlanDealer;
import dev.sealer.simulation.world.Program;
import dev.sealer.simulation.world.SimulatedWorld;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Describes what is simulated: a controller, its users, and what must hold. One for each run. */
public interface Scenario {

  /** Returns which faults fit. */
  PlanDealer.Faults faults();

  /** Returns what people and programs do in a random run. */
  List<Action> deal(RandomGenerator random);

  /** Makes what is there before the first process starts. */
  void populate(SimulatedWorld world);

  /** Returns the program that runs in each process. */
  Program program();

  /** Does what {@code action} says. */
  void act(SimulatedWorld world, Action action);

  /** Returns in words everything that is not yet as it should be; empty when all is well. */
  List<String> unfinished(SimulatedWorld world);

  /** Returns what watches the run. */
  List<Oracle> oracles(SimulatedWorld world);

  /** Returns the longest time between two tries of the controller. */
  Duration longestInterval();
}
