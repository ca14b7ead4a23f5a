package dev.sealer.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.plan.Plan;
import dev.sealer.simulation.world.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SimulationTest {

  private static final int TRIES = 400;
  private static final LogCapture LOGS = LogCapture.install();

  /** A clock that shows one second more each time: the shrinker's patience counts its questions. */
  private final AtomicLong ticks = new AtomicLong();

  @AfterAll
  static void giveLogsBack() {
    LOGS.close();
  }

  private static Simulation simulation(MirrorController.Flaw flaw) {
    return new Simulation(seed -> new MirrorScenario(seed, flaw), Duration.ofMinutes(2));
  }

  @Test
  void controllerWithoutFlawKeepsAllPromises() {
    Simulation simulation = simulation(MirrorController.Flaw.NONE);
    List<String> failures = new ArrayList<>();
    for (long seed = 0; seed < 100; seed++) {
      RunReport report = simulation.run(seed);
      if (report.failed()) {
        failures.add(report.text());
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void oneSeedGivesOneRun() {
    Simulation simulation = simulation(MirrorController.Flaw.NONE);
    for (long seed = 0; seed < 10; seed++) {
      Trace first = Trace.complete();
      Trace second = Trace.complete();
      Plan plan = simulation.plan(seed);
      RunReport _ = simulation.run(seed, plan, first);
      RunReport _ = simulation.run(seed, Plan.parse(plan.toJson()), second);

      assertThat(second.last()).isEqualTo(first.last());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MirrorController.Flaw.class,
      names = {"NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyFlawIsFoundAndShrunk(MirrorController.Flaw flaw) {
    Simulation simulation = simulation(flaw);
    Optional<RunReport> found =
        LongStream.range(0, 1_000).mapToObj(simulation::run).filter(RunReport::failed).findFirst();

    assertThat(found).isPresent();
    RunReport report = found.get();
    Plan small =
        new Shrinker(
                plan -> simulation.run(report.seed(), plan).oracle().equals(report.oracle()),
                Duration.ofSeconds(TRIES),
                () -> Duration.ofSeconds(ticks.getAndIncrement()).toNanos())
            .shrink(report.plan());
    assertThat(small.faults().size() + small.actions().size()).isLessThan(5);
    assertThat(simulation.run(report.seed(), small).oracle()).isEqualTo(report.oracle());
  }
}
