package dev.sealer.sealedsecrets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Plan;
import dev.sealer.simulation.plan.Spot;
import dev.sealer.simulation.run.Report;
import dev.sealer.simulation.run.Simulation;
import dev.sealer.simulation.world.Trace;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each write of a run without other faults is the last one before a fault, one after another. */
final class FaultAtEachWriteTest {

  private static final List<Long> SEEDS = List.of(3L, 8L);
  private static final int MOST_WRITES = 100;
  private static final LogCapture LOGS = LogCapture.install();
  private static final Simulation SIMULATION = SealedSecretScenario.simulation(LOGS);

  @AfterAll
  static void giveLogsBack() {
    LOGS.close();
  }

  /** What happens at a write. */
  enum Kind {
    CRASH,
    LOST_ANSWER,
    LOST_REQUEST,
    LEADERSHIP_LOST_MEANWHILE;

    Fault at(Spot write) {
      return switch (this) {
        case CRASH -> new Fault.Crash(write, 2_000);
        case LOST_ANSWER -> new Fault.LostAnswer(write);
        case LOST_REQUEST -> new Fault.LostRequest(write);
        case LEADERSHIP_LOST_MEANWHILE -> new Fault.Freeze(write, 40_000);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPromiseIsKept(Kind kind) {
    int met = 0;
    for (long seed : SEEDS) {
      for (String process : SealedSecretScenario.PROCESSES) {
        met += writesMet(seed, process, kind);
      }
    }

    assertThat(met).isGreaterThan(10);
  }

  /** Runs once for each write of the process, until there is no further one. */
  private static int writesMet(long seed, String process, Kind kind) {
    Plan calm = SIMULATION.plan(seed).withoutFaults();
    for (int number = 1; number <= MOST_WRITES; number++) {
      Fault fault = kind.at(new Spot(process, Spot.WORK, true, number));
      Trace trace = Trace.complete();
      Report report = SIMULATION.run(seed, new Plan(calm.actions(), List.of(fault)), trace);
      assertThat(report.findings()).as(report::text).isEmpty();
      if (trace.last().stream().noneMatch(line -> line.contains(": fault "))) {
        return number - 1;
      }
    }
    return MOST_WRITES;
  }
}
