package dev.sealer.externalsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.simulation.oracle.BusyKeys;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.oracle.NoPlaintext;
import dev.sealer.simulation.oracle.NothingLost;
import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.oracle.Quiet;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.plan.PlanDealer;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.Scenario;
import dev.sealer.simulation.run.Simulation;
import dev.sealer.simulation.world.Program;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.simulation.world.TracedWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Two processes of the controller, people who want, edit and delete, and a store with troubles. */
final class ExternalSecretScenario implements Scenario {

  static final Set<String> PROCESSES = new TreeSet<>(Set.of("a", "b"));
  private static final Duration QUIET = Duration.ofMinutes(2);
  private static final long HORIZON = 90_000;
  private static final int MOST_ACTIONS = 14;
  private static final int MOST_CALLS_A_MINUTE = 120;

  /** Each object is read and written at each refresh, today. */
  private static final int QUIET_CALLS = 600;

  private static final List<String> OBJECTS = List.of("e0", "e1", "e2");
  private static final List<String> REMOTES = List.of("r0", "r1", "r2");
  private static final List<String> KEYS = List.of("k0", "k0,k1", "k0,k1,k2", "");
  private static final List<String> FIELDS = List.of("k0", "k0,k1", "k0,k1,k2");
  private static final List<String> REGIONS = List.of(SimStore.REGION, SimStore.REGION, "us");
  private static final List<String> DELETION = List.of("Retain", "Delete", "Merge");
  private static final List<String> TROUBLES =
      List.of("hang", "throttle", "deny", "outage", "older");

  /** More often than the rest: what every user does every day. */
  private static final List<String> VERBS =
      List.of(
          "want",
          "want",
          "want",
          "want",
          "want",
          "put",
          "put",
          "put",
          "put",
          "delete",
          "remove",
          "empty",
          "region",
          "trouble",
          "trouble",
          "foreignKey",
          "drift",
          "dropKey",
          "deleteSecret",
          "label");

  private final SimStore store = new SimStore();
  private final ExpectedState expected = new ExpectedState(store);
  private final CanaryValue canary;
  private final ControllerProgram program;
  private final LogCapture logs;

  ExternalSecretScenario(long seed, LogCapture logs, PlantedFault planted) {
    this.canary = new CanaryValue(seed);
    this.program = new ControllerProgram(store, planted);
    this.logs = logs;
  }

  /** Returns the simulation of the controller; its logs go to {@code logs}. */
  static Simulation simulation(LogCapture logs, PlantedFault planted) {
    return new Simulation(seed -> new ExternalSecretScenario(seed, logs, planted), QUIET);
  }

  @Override
  public PlanDealer.Faults faults() {
    return new PlanDealer.Faults(
        List.copyOf(PROCESSES),
        List.of("externalsecrets", "secrets", "secretstores"),
        List.of("secrets", "externalsecrets", "leases", "events"),
        HORIZON,
        List.of(new PlanDealer.Hazard("delete", "externalsecrets")));
  }

  @Override
  public List<Action> deal(RandomGenerator random) {
    List<Action> actions = new ArrayList<>();
    int count = 2 + random.nextInt(MOST_ACTIONS);
    List<Long> times = random.longs(count, 0, HORIZON).sorted().boxed().toList();
    for (long at : times) {
      String verb = any(VERBS, random);
      actions.add(
          switch (verb) {
            case "want" -> {
              String name = any(OBJECTS, random);
              yield new Action(at, verb, name, wanted(name, random));
            }
            case "put" ->
                new Action(
                    at,
                    verb,
                    any(REMOTES, random),
                    Map.of(
                        "n", String.valueOf(actions.size() + 10), "fields", any(FIELDS, random)));
            case "remove", "empty" -> new Action(at, verb, any(REMOTES, random), Map.of());
            case "region" -> new Action(at, verb, "store", Map.of("region", any(REGIONS, random)));
            case "trouble" ->
                new Action(
                    at,
                    verb,
                    random.nextBoolean() ? "" : any(REMOTES, random),
                    Map.of(
                        "what", any(TROUBLES, random), "millis", String.valueOf(duration(random))));
            default ->
                new Action(
                    at, verb, any(OBJECTS, random), Map.of("n", String.valueOf(actions.size())));
          });
    }
    return actions;
  }

  /** One in four lasts for longer than a few refreshes. */
  private static long duration(RandomGenerator random) {
    return 1_000 + random.nextLong(random.nextInt(4) == 0 ? 240_000 : 40_000);
  }

  private static Map<String, String> wanted(String name, RandomGenerator random) {
    Map<String, String> details = new TreeMap<>();
    details.put("remote", any(REMOTES, random));
    details.put("keys", any(KEYS, random));
    String deletion = any(DELETION, random);
    details.put("target.deletionPolicy", deletion);
    if (!deletion.equals("Delete") && random.nextInt(4) == 0) {
      details.put("target.creationPolicy", "Orphan");
    }
    if (random.nextInt(4) == 0) {
      details.put("target.name", name + "-renamed");
    }
    return details;
  }

  private static String any(List<String> of, RandomGenerator random) {
    return of.get(random.nextInt(of.size()));
  }

  @Override
  public void populate(SimulatedWorld world) {
    store.follow(world);
    ClusterActs acts = acts(world);
    acts.populate();
    for (int i = 0; i < REMOTES.size(); i++) {
      acts.act(
          new Action(
              0, "put", REMOTES.get(i), Map.of("n", String.valueOf(i), "fields", "k0,k1,k2")));
    }
    acts.act(
        new Action(
            0,
            "want",
            "e0",
            Map.of("remote", "r0", "keys", "k0,k1", "target.deletionPolicy", "Delete")));
  }

  private ClusterActs acts(SimulatedWorld world) {
    return new ClusterActs(world, store, canary);
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public void act(SimulatedWorld world, Action action) {
    acts(world).act(action);
  }

  @Override
  public List<String> unfinished(SimulatedWorld world) {
    return expected.differences(world);
  }

  @Override
  public List<Oracle> oracles(SimulatedWorld world) {
    return List.of(
        new NothingOlderThanGiven(canary, PROCESSES, store),
        new NothingLost(PROCESSES, new StoreReasons(store)),
        new SecretsGoFirst(world),
        new BusyKeys(world, PROCESSES, MOST_CALLS_A_MINUTE),
        new NoPlaintext(canary, logs),
        new Quiet(PROCESSES, QUIET_CALLS, ExternalSecretScenario::mayGoOn));
  }

  /**
   * The time of the last refresh is written at each, and a failure is told again at each try. What
   * was removed is remembered for ten minutes, for the limit of removals.
   */
  private static boolean mayGoOn(TracedWrite write) {
    if (write.isOf("events")) {
      return true;
    }
    JsonNode before = write.stored().before();
    JsonNode after = write.stored().after();
    return write.isOf("externalsecrets")
        && before != null
        && after != null
        && withoutTimes(before).equals(withoutTimes(after));
  }

  private static JsonNode withoutTimes(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    copy.withObject("/metadata").remove(List.of("resourceVersion", "managedFields"));
    ObjectNode status = copy.withObject("/status");
    status.remove("refreshTime");
    List<JsonNode> sources = new ArrayList<>();
    status.path("sources").forEach(sources::add);
    sources.removeIf(source -> source.has("removedAt"));
    status.putArray("sources").addAll(sources);
    return copy;
  }

  @Override
  public Duration longestInterval() {
    return Duration.ofMinutes(5);
  }
}
