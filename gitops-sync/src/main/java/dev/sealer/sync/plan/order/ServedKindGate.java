package dev.sealer.sync.plan.order;

import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.DefinedKinds;
import dev.sealer.sync.plan.Desired;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds an object, or a hook, until the cluster serves its kind, if a CustomResourceDefinition of
 * the same sync brings the kind. No watch tells of that.
 */
public final class ServedKindGate implements Gate {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  private static final Duration POLLED = Duration.ofMinutes(1);

  private final Comparison comparison;
  private final Predicate<Desired> served;
  private final Duration age;
  private final Map<ResourceId, Desired> desired = new HashMap<>();

  /**
   * Looks at one comparison.
   *
   * @param hooks the hooks of the sync, with the names that their objects get
   * @param served whether the cluster serves the kind of an object now
   * @param age how long the sync has run: a kind that does not come soon is asked for less often
   */
  public ServedKindGate(
      Comparison comparison, Collection<Desired> hooks, Predicate<Desired> served, Duration age) {
    this.comparison = comparison;
    this.served = served;
    this.age = age;
    for (Compared one : comparison.resources()) {
      one.desired().ifPresent(object -> desired.put(one.id(), object));
    }
    hooks.forEach(hook -> desired.put(hook.id(), hook));
  }

  @Override
  public Optional<Hold> hold(Task task) {
    return Optional.ofNullable(desired.get(task.id()))
        .filter(_ -> task.action() != Task.Action.PRUNE)
        .filter(object -> !served.test(object) && DefinedKinds.isComing(comparison, object))
        .map(_ ->
            new Hold(
                "the cluster does not serve its kind yet",
                age.compareTo(POLLED) < 0 ? POLL : LOOK_AGAIN));
  }
}
