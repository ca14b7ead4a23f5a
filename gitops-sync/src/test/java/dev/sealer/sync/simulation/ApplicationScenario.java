package dev.sealer.sync.simulation;

import dev.sealer.simulation.oracle.BusyKeys;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.oracle.NoPlaintext;
import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.oracle.Quiet;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.plan.PlanDealer;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.run.Scenario;
import dev.sealer.simulation.run.Simulation;
import dev.sealer.simulation.world.Program;
import dev.sealer.simulation.world.SimulatedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Two processes of the controller, people who commit, edit and delete, and a Git server. One of two
 * Applications has two sources.
 */
final class ApplicationScenario implements Scenario {

  static final Set<String> PROCESSES = new TreeSet<>(Set.of("a", "b"));
  private static final Duration QUIET = Duration.ofSeconds(70);
  private static final long HORIZON = 120_000;
  private static final int MOST_ACTIONS = 14;
  private static final int MOST_CALLS_A_MINUTE = 240;

  /** Each poll reads both Applications, their project, and what is left of hooks and prunes. */
  private static final int QUIET_CALLS = 500;

  private static final List<String> NAME_SETS =
      List.of("c0", "c0,c1", "c0,c1,c2", "c1,c2", "c2", "");
  private static final List<String> HOOKS =
      List.of("", "", "PreSync", "PostSync", "Sync", "PreDelete", "PostDelete");
  private static final List<String> HOOK_KINDS = List.of("ConfigMap", "Job");
  private static final List<String> POLICIES =
      List.of("BeforeHookCreation", "HookSucceeded", "HookFailed");
  private static final List<String> VERBS =
      List.of(
          "commit",
          "commit",
          "commit",
          "commit",
          "commit",
          "commit",
          "drift",
          "drift",
          "deleteObject",
          "delete",
          "want",
          "sync",
          "refresh",
          "terminate",
          "outage");

  private final GitHistory history;
  private final ExpectedState expected;
  private final CanaryValue canary;
  private final ControllerProgram program;
  private final LogCapture logs;

  ApplicationScenario(long seed, LogCapture logs, PlantedFault planted, int shards) {
    this.canary = new CanaryValue(seed);
    this.history = new GitHistory(canary);
    this.expected = new ExpectedState(history);
    this.program = new ControllerProgram(history, planted, shards);
    this.logs = logs;
  }

  /** Returns the simulation of the controller; its logs go to {@code logs}. */
  static Simulation simulation(LogCapture logs, PlantedFault planted) {
    return simulation(logs, planted, 1);
  }

  /** Returns the simulation of processes that divide the Applications into shards. */
  static Simulation simulation(LogCapture logs, PlantedFault planted, int shards) {
    return new Simulation(seed -> new ApplicationScenario(seed, logs, planted, shards), QUIET);
  }

  @Override
  public PlanDealer.Faults faults() {
    return new PlanDealer.Faults(
        List.copyOf(PROCESSES),
        List.of("applications", "configmaps", "jobs"),
        List.of("configmaps", "configmaps", "applications", "jobs", "leases", "events"),
        HORIZON);
  }

  @Override
  public List<Action> deal(RandomGenerator random) {
    List<Action> actions = new ArrayList<>();
    int count = 2 + random.nextInt(MOST_ACTIONS);
    for (long at : random.longs(count, 0, HORIZON).sorted().boxed().toList()) {
      String verb = any(VERBS, random);
      String application = any(ClusterActs.APPLICATIONS, random);
      actions.add(
          switch (verb) {
            case "commit" -> new Action(at, verb, application, commit(random));
            case "drift", "deleteObject" ->
                Action.of(at, verb, any(GitHistory.NAMES, random) + "-" + application);
            case "outage" ->
                new Action(
                    at,
                    verb,
                    "",
                    Map.of("millis", String.valueOf(1_000 + random.nextLong(60_000))));
            default -> Action.of(at, verb, application);
          });
    }
    return actions;
  }

  private static Map<String, String> commit(RandomGenerator random) {
    Map<String, String> details = new TreeMap<>();
    details.put("names", any(NAME_SETS, random));
    details.put("waves", String.valueOf(random.nextInt(3) - 1));
    details.put("hook", any(HOOKS, random));
    details.put("policy", any(POLICIES, random));
    details.put("kind", any(HOOK_KINDS, random));
    details.put("told", random.nextBoolean() ? "yes" : "");
    details.put("secret", random.nextInt(12) == 0 ? "yes" : "");
    return details;
  }

  private static String any(List<String> of, RandomGenerator random) {
    return of.get(random.nextInt(of.size()));
  }

  @Override
  public void populate(SimulatedWorld world) {
    world.observe(new InMemoryJobController(world));
    ClusterActs acts = new ClusterActs(world, history);
    acts.populate();
    for (String name : ClusterActs.APPLICATIONS) {
      acts.act(
          new Action(0, "commit", name, Map.of("names", "c0,c1", "waves", "1", "hook", "PreSync")));
      acts.act(Action.of(0, "want", name));
    }
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public void act(SimulatedWorld world, Action action) {
    new ClusterActs(world, history).act(action);
  }

  @Override
  public List<String> unfinished(SimulatedWorld world) {
    return expected.differences(world);
  }

  @Override
  public List<Oracle> oracles(SimulatedWorld world) {
    return List.of(
        new NothingOlderThanGit(PROCESSES, history),
        new EachHookRunsOnce(),
        new BusyKeys(world, PROCESSES, MOST_CALLS_A_MINUTE),
        new NoPlaintext(canary, logs),
        new Quiet(PROCESSES, QUIET_CALLS, write -> write.isOf("events")));
  }

  @Override
  public Duration longestInterval() {
    return Duration.ofMinutes(5);
  }
}
