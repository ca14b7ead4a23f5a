package dev.sealer.sync.plan;

import dev.sealer.sync.health.Health;
import dev.sealer.sync.health.HealthStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An Application as a whole, as Git wants it and as it is.
 *
 * @param resources its objects, hooks not among them
 * @param kept objects that Git has and another Application keeps
 */
public record Comparison(List<Compared> resources, List<Desired> kept) {

  private static final int CAUSES_SHOWN = 3;

  public Comparison {
    resources = List.copyOf(resources);
    kept = List.copyOf(kept);
  }

  /** A comparison of objects that are all the Application's own. */
  public Comparison(List<Compared> resources) {
    this(resources, List.of());
  }

  /**
   * Returns whether all objects agree with Git. Objects that may exist without being in Git do not
   * count, nor do objects that are being deleted.
   */
  public SyncCode code() {
    if (resources.stream().anyMatch(one -> one.code() == SyncCode.UNKNOWN)) {
      return SyncCode.UNKNOWN;
    }
    boolean differs =
        resources.stream()
            .filter(one -> !(one.requiresPruning() && isSettled(one)))
            .anyMatch(one -> one.code() == SyncCode.OUT_OF_SYNC);
    return differs ? SyncCode.OUT_OF_SYNC : SyncCode.SYNCED;
  }

  /**
   * The worst of the objects'. An object that is missing alone does not count; the Application is
   * missing when no expected object is there.
   */
  public Health health() {
    List<Compared> expected = resources.stream().filter(r -> r.desired().isPresent()).toList();
    if (!expected.isEmpty() && expected.stream().allMatch(one -> one.live().isEmpty())) {
      return Health.missing();
    }
    HealthStatus worst = HealthStatus.HEALTHY;
    List<String> causes = new ArrayList<>();
    for (Compared one : resources) {
      Optional<Health> health = counted(one);
      if (health.isPresent() && health.get().status().worseThan(worst)) {
        worst = health.get().status();
        causes.clear();
      }
      if (health.isPresent() && health.get().status() == worst) {
        causes.add(cause(one, health.get()));
      }
    }
    return worst == HealthStatus.HEALTHY
        ? Health.HEALTHY
        : new Health(worst, String.join("; ", causes.stream().limit(CAUSES_SHOWN).toList()));
  }

  /** The objects that differ. */
  public List<Compared> outOfSync() {
    return resources.stream()
        .filter(one -> one.code() == SyncCode.OUT_OF_SYNC)
        .filter(one -> !(one.requiresPruning() && isSettled(one)))
        .toList();
  }

  private static Optional<Health> counted(Compared one) {
    boolean counts = one.live().filter(LiveFacts::countsForHealth).isPresent();
    Optional<Health> health = counts ? one.health() : Optional.empty();
    boolean child = one.id().is("argoproj.io", "Application");
    return health.filter(
        h -> !child || (h.status() != HealthStatus.MISSING && h.status() != HealthStatus.UNKNOWN));
  }

  private static String cause(Compared one, Health health) {
    return health.message().isEmpty() ? one.id().toString() : one.id() + ": " + health.message();
  }

  /** It may stay, or it is on its way out. */
  private static boolean isSettled(Compared one) {
    return one.live().filter(live -> live.ignoreExtraneous() || live.deleting()).isPresent();
  }
}
