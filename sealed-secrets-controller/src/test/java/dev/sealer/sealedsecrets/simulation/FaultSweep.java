package dev.sealer.sealedsecrets.simulation;

import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Plan;
import dev.sealer.simulation.plan.Spot;
import dev.sealer.simulation.run.RunReport;
import dev.sealer.simulation.run.Simulation;
import dev.sealer.simulation.world.Trace;
import java.util.List;
import java.util.Optional;

/**
 * Runs a seed without its own faults again and again: each write meets the same fault, one after
 * another.
 */
final class FaultSweep {

  private static final int MOST_WRITES = 100;

  /** What happens at a write. */
  enum Kind {
    CRASH,
    LOST_ANSWER,
    LOST_REQUEST,
    LEADERSHIP_LOST_MEANWHILE,
    CONFLICT,
    TOO_MANY_REQUESTS,
    SERVER_ERROR,
    UNAVAILABLE;

    private Fault at(Spot write) {
      return switch (this) {
        case CRASH -> new Fault.Crash(write, 2_000);
        case LOST_ANSWER -> new Fault.LostAnswer(write);
        case LOST_REQUEST -> new Fault.LostRequest(write);
        case LEADERSHIP_LOST_MEANWHILE -> new Fault.Freeze(write, 40_000);
        case CONFLICT -> new Fault.Refusal(write, 409);
        case TOO_MANY_REQUESTS -> new Fault.Refusal(write, 429);
        case SERVER_ERROR -> new Fault.Refusal(write, 500);
        case UNAVAILABLE -> new Fault.Refusal(write, 503);
      };
    }
  }

  private final Simulation simulation;
  private int met;

  FaultSweep(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Returns how many writes have met a fault. */
  int met() {
    return met;
  }

  /** Runs a seed for each of its writes; returns the first run that breaks a promise. */
  Optional<RunReport> run(long seed, Kind kind) {
    Plan calm = simulation.plan(seed).withoutFaults();
    for (String process : SealedSecretScenario.PROCESSES) {
      boolean isMet = true;
      for (int number = 1; isMet && number <= MOST_WRITES; number++) {
        Fault fault = kind.at(new Spot(process, Spot.WORK, true, number));
        Trace trace = Trace.complete();
        RunReport report = simulation.run(seed, new Plan(calm.actions(), List.of(fault)), trace);
        if (report.failed()) {
          return Optional.of(report);
        }
        isMet = trace.last().stream().anyMatch(line -> line.contains(": fault "));
        met += isMet ? 1 : 0;
      }
    }
    return Optional.empty();
  }
}
