package dev.sealer.simulation.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.oracle.BusyKeys;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.oracle.NothingLost;
import dev.sealer.simulation.oracle.NothingOlder;
import dev.sealer.simulation.oracle.Oracle;
import dev.sealer.simulation.oracle.Quiet;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.plan.PlanDealer;
import dev.sealer.simulation.world.Program;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.simulation.world.TracedWrite;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Two processes of the mirror controller, and a user who edits three ConfigMaps. */
final class MirrorScenario implements Scenario {

  private static final long HORIZON = 60_000;
  private static final Set<String> PROCESSES = new TreeSet<>(Set.of("a", "b"));

  private final CanaryValue canary;
  private final MirrorController.Flaw flaw;

  MirrorScenario(long seed, MirrorController.Flaw flaw) {
    this.canary = new CanaryValue(seed);
    this.flaw = flaw;
  }

  @Override
  public PlanDealer.Faults faults() {
    return new PlanDealer.Faults(
        List.copyOf(PROCESSES), List.of("configmaps"), List.of("secrets", "configmaps"), HORIZON);
  }

  @Override
  public List<Action> deal(RandomGenerator random) {
    List<Action> actions = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      String verb = random.nextInt(5) == 0 ? "delete" : "edit";
      actions.add(
          new Action(
              random.nextLong(HORIZON),
              verb,
              "m" + random.nextInt(3),
              Map.of("value", String.valueOf(i))));
    }
    // The numbers follow time.
    List<Action> sorted = actions.stream().sorted().toList();
    List<Action> numbered = new ArrayList<>();
    for (Action action : sorted) {
      numbered.add(
          new Action(
              action.atMillis(),
              action.verb(),
              action.object(),
              Map.of("value", String.valueOf(numbered.size() + 1))));
    }
    return numbered;
  }

  @Override
  public void populate(SimulatedWorld world) {
    act(world, new Action(0, "edit", "m0", Map.of("value", "0")));
  }

  @Override
  public Program program() {
    return MirrorController.withFlaw(flaw);
  }

  @Override
  public void act(SimulatedWorld world, Action action) {
    ClusterObjects cluster = world.objects("user");
    ObjectRef target =
        new ObjectRef(
            ResourceType.CONFIG_MAP, new ObjectKey(MirrorController.NAMESPACE, action.object()));
    if (action.verb().equals("delete")) {
      DeleteResult _ =
          cluster.delete(target, DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND));
      return;
    }
    String value = canary.of(Long.parseLong(action.detail("value")));
    ObjectNode object = Json.object();
    object
        .putObject("binaryData")
        .put("value", Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    WriteResult _ = cluster.apply(target, object, ApplyOptions.by("user"));
  }

  @Override
  public List<String> unfinished(SimulatedWorld world) {
    List<String> left = new ArrayList<>();
    Set<ObjectKey> wanted = new TreeSet<>();
    for (ObjectNode source :
        world.server().list(ResourceType.CONFIG_MAP, MirrorController.NAMESPACE)) {
      ObjectKey key =
          new ObjectKey(MirrorController.NAMESPACE, source.path("metadata").path("name").asText());
      wanted.add(key);
      boolean same =
          world
              .server()
              .get(ResourceType.SECRET, key)
              .filter(s -> s.path("data").equals(source.path("binaryData")))
              .isPresent();
      if (!same) {
        left.add("Secret " + key + " is not as its ConfigMap");
      }
    }
    for (ObjectNode secret : world.server().list(ResourceType.SECRET, MirrorController.NAMESPACE)) {
      String name = secret.path("metadata").path("name").asText();
      if (!wanted.contains(new ObjectKey(MirrorController.NAMESPACE, name))) {
        left.add("Secret " + name + " is still there");
      }
    }
    return left;
  }

  @Override
  public List<Oracle> oracles(SimulatedWorld world) {
    return List.of(
        new NothingOlder(canary, PROCESSES),
        new NothingLost(PROCESSES, new SourceGone()),
        new BusyKeys(world, PROCESSES, 120),
        new Quiet(PROCESSES, 20, _ -> false));
  }

  @Override
  public Duration longestInterval() {
    return Duration.ofMinutes(5);
  }

  /** Only a ConfigMap that was missing at some time since the Secret was written is a reason. */
  private static final class SourceGone implements NothingLost.Reasons {

    private final Map<ObjectKey, Long> missingUntil = new TreeMap<>();
    private final Map<ObjectKey, Long> written = new TreeMap<>();

    @Override
    public void stored(TracedWrite write) {
      ObjectKey key = write.stored().key();
      if (write.isOf("secrets")) {
        written.put(key, write.atNanos());
      } else if (write.isOf("configmaps")) {
        missingUntil.put(
            key,
            switch (write.stored().verb()) {
              case CREATED -> write.atNanos();
              case DELETED -> Long.MAX_VALUE;
              case CHANGED -> missingUntil.getOrDefault(key, 0L);
            });
      }
    }

    @Override
    public boolean allowDeletion(TracedWrite write) {
      ObjectKey key = write.stored().key();
      return missingUntil.getOrDefault(key, Long.MAX_VALUE) > written.getOrDefault(key, 0L);
    }

    @Override
    public boolean allowRemoval(TracedWrite write, String key) {
      return false;
    }
  }
}
