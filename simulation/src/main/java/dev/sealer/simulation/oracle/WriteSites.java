package dev.sealer.simulation.oracle;

import dev.sealer.simulation.world.Call;
import dev.sealer.simulation.world.Observer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects over many runs which faults each place in the code that writes has met. */
public final class WriteSites implements Observer {

  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final List<String> BELOW =
      List.of(
          "dev.sealer.simulation.",
          "dev.sealer.kube.apply.",
          "dev.sealer.kube.client.",
          "dev.sealer.kube.reconcile.RecordedObjects",
          "dev.sealer.kube.leader.");

  private final Set<String> controllers;
  private final Map<String, Set<String>> effects = new TreeMap<>();

  /** Watches the writes of {@code controllers}. */
  public WriteSites(Set<String> controllers) {
    this.controllers = Set.copyOf(controllers);
  }

  @Override
  public void sent(Call call) {
    if (call.isWrite() && call.isWork() && controllers.contains(call.process())) {
      effects.computeIfAbsent(site(), _ -> new TreeSet<>());
    }
  }

  @Override
  public void injected(Call call, String effect) {
    if (call.isWrite() && call.isWork() && controllers.contains(call.process())) {
      effects.computeIfAbsent(site(), _ -> new TreeSet<>()).add(effect);
    }
  }

  private static String site() {
    return WALKER.walk(frames ->
        frames
            .filter(f -> f.getClassName().startsWith("dev.sealer."))
            .filter(f -> BELOW.stream().noneMatch(f.getClassName()::startsWith))
            .map(f -> f.getClassName() + "." + f.getMethodName() + ":" + f.getLineNumber())
            .findFirst()
            .orElse("unknown"));
  }

  /** Returns each place that writes with the faults of {@code wanted} that it has not met. */
  public Map<String, Set<String>> unmet(Set<String> wanted) {
    Map<String, Set<String>> unmet = new TreeMap<>();
    effects.forEach((site, met) -> {
      Set<String> rest = new TreeSet<>(wanted);
      rest.removeAll(met);
      if (!rest.isEmpty()) {
        unmet.put(site, rest);
      }
    });
    return unmet;
  }

  /** Returns each place that writes with the faults that it has met. */
  public Map<String, Set<String>> met() {
    return effects;
  }
}
