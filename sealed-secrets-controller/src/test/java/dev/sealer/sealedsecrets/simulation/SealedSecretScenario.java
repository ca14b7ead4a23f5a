package dev.sealer.sealedsecrets.simulation;

import dev.sealer.sealedsecrets.SealedSecretsSettings;
import dev.sealer.sealedsecrets.reconcile.UnsealSettings;
import dev.sealer.simulation.oracle.BusyKeys;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.oracle.NoOldReads;
import dev.sealer.simulation.oracle.NoPlaintext;
import dev.sealer.simulation.oracle.NothingLost;
import dev.sealer.simulation.oracle.NothingOlder;
import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.oracle.Quiet;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.plan.PlanDealer;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.platform.SimChance;
import dev.sealer.simulation.run.Scenario;
import dev.sealer.simulation.run.Simulation;
import dev.sealer.simulation.world.Program;
import dev.sealer.simulation.world.SimulatedWorld;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Two processes of the controller, and people who seal, edit, delete and rotate. In one seed of
 * four the controller selects by label, and deletes the Secrets of deleted SealedSecrets itself.
 */
final class SealedSecretScenario implements Scenario {

  static final Set<String> PROCESSES = new TreeSet<>(Set.of("a", "b"));
  private static final Duration QUIET = Duration.ofMinutes(2);
  private static final long HORIZON = 90_000;
  private static final int MOST_ACTIONS = 14;
  private static final int MOST_CALLS_A_MINUTE = 120;

  /**
   * Each of three objects may fail: with four tries of three calls each, where backoff is young.
   */
  private static final int QUIET_CALLS = 36;

  private static final int VARIANTS = 8;
  private static final int SELECTIVE = 6;

  private static final List<String> OBJECTS = List.of("s0", "s1", "s2");
  private static final List<String> KEYS = List.of("k0", "k0,k1", "k0,k1,k2", "k1");

  /** More often than the rest: what every user does every day. */
  private static final List<String> VERBS =
      List.of(
          "seal",
          "seal",
          "seal",
          "seal",
          "seal",
          "seal",
          "delete",
          "delete",
          "drift",
          "foreignKey",
          "dropKey",
          "deleteSecret",
          "deleteSecret",
          "label",
          "squat",
          "release",
          "sealForOther",
          "renewKey",
          "restoreKey",
          "deactivateKey",
          "deleteKey");

  private final boolean selective;
  private final CanaryValue canary;
  private final SealedLedger ledger;
  private final KeyPool pool;
  private final ControllerProgram program;
  private final ExpectedState expected;
  private final OneKeyForOneReason keys;
  private final LogCapture logs;
  private final boolean hasKey;

  SealedSecretScenario(long seed, LogCapture logs, PlantedFault planted) {
    SimChance chance = new SimChance(seed, "scenario");
    this.selective = seed % VARIANTS >= SELECTIVE;
    SealedSecretsSettings settings = settings(selective);
    this.canary = new CanaryValue(seed);
    this.ledger = new SealedLedger(chance.secure("sealing"));
    this.pool = new KeyPool(chance);
    this.program = new ControllerProgram(settings, pool, planted);
    this.expected = new ExpectedState(ledger, selective);
    this.keys = new OneKeyForOneReason(PROCESSES, settings.keys().life().renewPeriod());
    this.logs = logs;
    this.hasKey = chance.of("keys").nextInt(4) > 0;
  }

  /** Returns the simulation of the controller; its logs go to {@code logs}. */
  static Simulation simulation(LogCapture logs) {
    return simulation(logs, PlantedFault.none());
  }

  /** Returns the simulation of a controller that is broken on purpose. */
  static Simulation simulation(LogCapture logs, PlantedFault planted) {
    return new Simulation(seed -> new SealedSecretScenario(seed, logs, planted), QUIET);
  }

  private static SealedSecretsSettings settings(boolean selective) {
    SealedSecretsSettings all =
        SealedSecretsSettings.defaults(ClusterActs.HOME, new InetSocketAddress(0));
    return selective
        ? all.watching(all.namespaces(), ClusterActs.CARED_FOR)
            .withUnsealing(new UnsealSettings(true, true, false, true, false))
        : all;
  }

  @Override
  public PlanDealer.Faults faults() {
    return new PlanDealer.Faults(
        List.copyOf(PROCESSES),
        List.of("sealedsecrets", "secrets"),
        List.of("secrets", "secrets", "secrets", "sealedsecrets", "leases", "events"),
        HORIZON);
  }

  @Override
  public List<Action> deal(RandomGenerator random) {
    List<Action> actions = new ArrayList<>();
    int count = 2 + random.nextInt(MOST_ACTIONS);
    List<Long> times = random.longs(count, 0, HORIZON).sorted().boxed().toList();
    for (long at : times) {
      Map<String, String> details = new TreeMap<>();
      details.put("n", String.valueOf(actions.size() + 1));
      details.put("keys", any(KEYS, random));
      if (random.nextInt(12) == 0) {
        details.put("immutable", "true");
      }
      if (random.nextInt(4) == 0) {
        details.put("recreate", "true");
      }
      if (random.nextInt(4) == 0) {
        details.put("label", "t" + random.nextInt(2));
      }
      String verb = selective && random.nextInt(3) == 0 ? "leave" : any(VERBS, random);
      actions.add(new Action(at, verb, any(OBJECTS, random), details));
    }
    return actions;
  }

  private static String any(List<String> of, RandomGenerator random) {
    return of.get(random.nextInt(of.size()));
  }

  @Override
  public void populate(SimulatedWorld world) {
    ClusterActs acts = acts(world);
    acts.makeNamespace(ClusterActs.TEAM);
    acts.makeNamespace(ClusterActs.HOME);
    if (hasKey) {
      acts.makeKey("sealed-secrets-keyfirst", -3_600);
      acts.act(new Action(0, "seal", "s0", Map.of("n", "0", "keys", "k0,k1")));
    }
  }

  private ClusterActs acts(SimulatedWorld world) {
    return new ClusterActs(world, program, pool, ledger, canary, keys);
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
        // First, because it asks what the oracle for keys has not counted yet.
        new Quiet(PROCESSES, QUIET_CALLS, keys::isAskedFor),
        new NothingOlder(canary, PROCESSES),
        new NothingLost(PROCESSES, new SourceHistory()),
        keys,
        new BusyKeys(world, PROCESSES, MOST_CALLS_A_MINUTE),
        new NoPlaintext(canary, logs),
        new NoOldReads(PROCESSES));
  }

  @Override
  public Duration longestInterval() {
    return Duration.ofMinutes(5);
  }
}
