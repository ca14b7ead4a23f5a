package dev.sealer.externalsecrets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Plan;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.world.Observer;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.simulation.world.Trace;
import dev.sealer.simulation.world.TracedWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many ExternalSecrets of one store, over hours of virtual time. The properties {@code sim.many},
 * {@code sim.broken} and {@code sim.hours} make the runs larger.
 */
final class ManyExternalSecretsTest {
  private static final Duration FIRST_SYNC = Duration.ofMinutes(2);
  private static final int TIMES = 20;
  private static final int BATCH = 20;

  /** Calls without an answer after which the breaker opens. */
  private static final int BEFORE_BREAKER = 5;

  private final SimStore store = new SimStore();
  private final List<TracedWrite> writes = new ArrayList<>();
  private SimulatedWorld world = world(List.of());

  private SimulatedWorld world(List<Fault> faults) {
    SimulatedWorld made = new SimulatedWorld(1, new Plan(List.of(), faults), Trace.ofTheEnd());
    store.follow(made);
    acts(made).populate();
    made.observe(
        new Observer() {
          @Override
          public void stored(TracedWrite write) {
            writes.add(write);
          }
        });
    return made;
  }

  @AfterEach
  void end() {
    world.end();
  }

  private ClusterActs acts(SimulatedWorld of) {
    return new ClusterActs(of, store, new CanaryValue(1));
  }

  private static String remote(int number) {
    return "r" + number;
  }

  private void put(int secrets) {
    for (int i = 0; i < secrets; i++) {
      acts(world).act(new Action(0, "put", remote(i), Map.of("n", "" + i, "fields", "k0,k1,k2")));
    }
  }

  private void want(int count, int secrets, String interval) {
    for (int i = 0; i < count; i++) {
      Map<String, String> details = new TreeMap<>();
      details.put("remote", remote(i % secrets));
      details.put("keys", "k0,k1,k2");
      details.put("interval", interval);
      acts(world).act(new Action(0, "want", "e" + i, details));
    }
  }

  private void start() {
    ControllerProgram program = new ControllerProgram(store, PlantedFault.none());
    ExternalSecretScenario.PROCESSES.forEach(name -> world.addReplica(name, program));
    world.planTimedFaults();
  }

  private int answers(int secrets) {
    return IntStream.range(0, secrets).map(i -> store.answers(remote(i))).sum();
  }

  private long ready() {
    return world.server().list(ClusterActs.EXTERNAL, ClusterActs.TEAM).stream()
        .map(object -> object.at("/status/conditions/0/status").asText())
        .filter("True"::equals)
        .count();
  }

  private List<TracedWrite> writesOf(String... plurals) {
    return writes.stream()
        .filter(write -> List.of(plurals).stream().anyMatch(write::isOf))
        .filter(write -> ExternalSecretScenario.PROCESSES.contains(write.writer()))
        .toList();
  }

  @Test
  void manyInParallelReadEachSecretOnceAndWriteEachObjectOnce() {
    int many = Integer.getInteger("sim.many", 100);
    int secrets = many / BATCH;
    put(secrets);
    want(many, secrets, "1h");
    start();
    world.run(FIRST_SYNC);

    assertThat(ready()).isEqualTo(many);
    assertThat(answers(secrets)).isEqualTo(secrets);
    assertThat(writesOf("secrets")).hasSize(many);
    assertThat(writesOf("externalsecrets")).hasSize(many);
  }

  @Test
  void aBrokenReferenceCostsACallPerInterval() {
    int broken = Integer.getInteger("sim.broken", 10);
    int hours = Integer.getInteger("sim.hours", 2);
    want(broken, broken, "1h");
    start();
    world.run(Duration.ofHours(hours).minusMinutes(1));

    for (int i = 0; i < broken; i++) {
      assertThat(store.answers(remote(i))).as(remote(i)).isBetween(1, hours);
    }
  }

  @Test
  void restartsAndLossesOfLeadershipCauseNoCallAndNoWrite() {
    int minutes = 3;
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < TIMES; i++, minutes += 1) {
      faults.add(
          new Fault.Restart(i % 2 == 0 ? "a" : "b", Duration.ofMinutes(minutes).toMillis(), 5_000));
    }
    for (int i = 0; i < TIMES; i++, minutes += 2) {
      faults.add(
          new Fault.Errors(
              "", "leases", "write", 503, false, Duration.ofMinutes(minutes).toMillis(), 60_000));
    }
    world.end();
    world = world(faults);
    put(BATCH);
    want(2 * BATCH, BATCH, "24h");
    start();
    world.run(FIRST_SYNC);
    assertThat(ready()).isEqualTo(2 * BATCH);
    int before = answers(BATCH);
    writes.clear();

    world.run(Duration.ofMinutes(minutes));

    assertThat(terms()).isGreaterThanOrEqualTo(2 * TIMES);
    assertThat(ready()).isEqualTo(2 * BATCH);
    assertThat(answers(BATCH)).isEqualTo(before);
    assertThat(writesOf("secrets", "externalsecrets", "secretstores")).isEmpty();
  }

  @Test
  void aStoreThatHangsForTenMinutesIsProbedSeldomAndAllIsCurrentAMinuteAfterwards() {
    Duration outage = Duration.ofMinutes(10);
    int many = Integer.getInteger("sim.many", 2 * BATCH);
    put(1);
    want(many, 1, "1m");
    start();
    world.run(FIRST_SYNC);
    writes.clear();

    store.trouble(SimStore.Trouble.HANG, "", outage);
    acts(world).act(new Action(0, "put", remote(0), Map.of("n", "7", "fields", "k0,k1,k2")));
    world.run(outage);

    assertThat(writesOf("secrets")).isEmpty();
    List<Long> probes = store.hung().subList(BEFORE_BREAKER, store.hung().size());
    assertThat(probes).hasSizeGreaterThan(3);
    for (int i = 1; i < probes.size(); i++) {
      assertThat(probes.get(i) - probes.get(i - 1))
          .isGreaterThanOrEqualTo(SimStore.HANG.plusSeconds(30).toNanos());
    }
    world.run(Duration.ofMinutes(1));
    assertThat(writesOf("secrets")).hasSize(many);
    assertThat(ready()).isEqualTo(many);
  }

  /** Returns how often a process began to lead. */
  private long terms() {
    return writes.stream()
        .filter(write -> write.isOf("leases"))
        .filter(
            write -> !acquired(write.stored().before()).equals(acquired(write.stored().after())))
        .count();
  }

  private static String acquired(@Nullable JsonNode lease) {
    return lease == null
        ? ""
        : lease.at("/spec/acquireTime").asText() + lease.at("/spec/holderIdentity").asText();
  }
}
