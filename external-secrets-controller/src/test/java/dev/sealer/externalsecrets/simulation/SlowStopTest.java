package dev.sealer.externalsecrets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.platform.Time;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Plan;
import dev.sealer.simulation.planted.ChangedCalls;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.world.Program;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.simulation.world.Trace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A process that is told to stop while the API server answers no write of a status. */
final class SlowStopTest {
  /** The time that a loop waits for what it is doing. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final SimStore store = new SimStore();
  private final List<Duration> stops = new ArrayList<>();
  private final Set<String> hanging = new TreeSet<>();

  /** Answers writes of a status of our kinds after an hour. */
  private final class HangingStatusCalls extends ChangedCalls {
    private final Time time;

    HangingStatusCalls(ApiClient next, Time time) {
      super(next);
      this.time = time;
    }

    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      if (request.path().startsWith("/apis/external-secrets.io/")
          && request.path().endsWith("/status")) {
        hanging.add(request.path().replaceAll(".*/([a-z]+)/[^/]+/status", "$1"));
        try {
          time.sleep(Duration.ofHours(1));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted");
        }
      }
      return super.send(request);
    }
  }

  private Runnable start(Program.Host host) {
    Time time = host.platform().time();
    Runnable stop =
        new ControllerProgram(store, PlantedFault.none())
            .start(
                new Program.Host(
                    host.process(),
                    host.identity(),
                    host.platform(),
                    new HangingStatusCalls(host.calls(), time),
                    host.metrics()));
    return () -> {
      long began = time.nanos();
      stop.run();
      stops.add(Duration.ofNanos(time.nanos() - began));
    };
  }

  @Test
  void waitsForAllLoopsTogetherAndNotForOneAfterTheOther() {
    Fault.Restart stop = new Fault.Restart("a", Duration.ofMinutes(1).toMillis(), 5_000);
    SimulatedWorld world =
        new SimulatedWorld(1, new Plan(List.of(), List.of(stop)), Trace.ofTheEnd());
    try {
      store.follow(world);
      ClusterActs acts = new ClusterActs(world, store, new CanaryValue(1));
      acts.populate();
      acts.act(new Action(0, "put", "r0", Map.of("n", "1", "fields", "k0")));
      acts.act(new Action(0, "want", "e0", Map.of("remote", "r0", "keys", "k0")));
      acts.addClusterStore();
      world.addReplica("a", this::start);
      world.planTimedFaults();
      world.run(Duration.ofMinutes(3));
    } finally {
      world.end();
    }

    assertThat(hanging).contains("externalsecrets", "secretstores", "clustersecretstores");
    assertThat(stops)
        .singleElement()
        .satisfies(took -> assertThat(took).isLessThan(GRACE.plusSeconds(5)));
  }
}
