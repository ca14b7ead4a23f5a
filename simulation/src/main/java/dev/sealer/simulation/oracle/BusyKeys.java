package dev.sealer.simulation.oracle;

import dev.sealer.simulation.world.Call;
import dev.sealer.simulation.world.SimulatedWorld;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** No object is worked on again and again without a pause, whatever the API server answers. */
public final class BusyKeys extends Oracle {

  private static final long WINDOW = Duration.ofMinutes(1).toNanos();

  private final SimulatedWorld world;
  private final Set<String> controllers;
  private final int limit;
  private final Map<String, Deque<Long>> calls = new TreeMap<>();

  /**
   * Watches the calls of {@code controllers}.
   *
   * @param limit how many calls about one object are too many in a minute
   */
  public BusyKeys(SimulatedWorld world, Set<String> controllers, int limit) {
    this.world = world;
    this.controllers = Set.copyOf(controllers);
    this.limit = limit;
  }

  @Override
  public void sent(Call call) {
    if (!call.isWork() || call.name().isEmpty() || !controllers.contains(call.process())) {
      return;
    }
    String key = call.process() + " " + call.kind() + " " + call.namespace() + "/" + call.name();
    Deque<Long> times = calls.computeIfAbsent(key, _ -> new ArrayDeque<>());
    times.addLast(world.now());
    while (world.now() - times.getFirst() > WINDOW) {
      times.removeFirst();
    }
    if (times.size() > limit) {
      found(key + " is called more than " + limit + " times a minute");
      times.clear();
    }
  }
}
