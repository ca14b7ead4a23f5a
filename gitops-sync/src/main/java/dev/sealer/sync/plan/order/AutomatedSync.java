package dev.sealer.sync.plan.order;

import dev.sealer.crds.argoproj.SyncPolicy;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.SyncCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a sync begins by itself. */
public final class AutomatedSync {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final int WAIT_FACTOR = 3;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** After so long without one, the next self-healing is again the first. */
  private static final Duration FORGIVEN = Duration.ofMinutes(10);

  private AutomatedSync() {}

  /**
   * The last sync.
   *
   * @param sameTarget whether it was of the same revision and source as now
   * @param succeeded how it ended
   * @param healAttempts how many self-healings there were in a row, it included
   * @param finishedAt when it ended
   * @param message what it said
   */
  public record Last(
      boolean sameTarget,
      boolean succeeded,
      long healAttempts,
      Instant finishedAt,
      String message) {}

  /** The decision whether and what to sync. */
  public sealed interface Decision {}

  /** Do nothing. */
  public record Skip() implements Decision {}

  /** Do nothing, and say why. */
  public record Refuse(String message) implements Decision {}

  /** Look again after this long. */
  public record Later(Duration delay) implements Decision {}

  /** Sync everything. */
  public record SyncAll(boolean prune) implements Decision {}

  /** Undo changes made in the cluster. */
  public record Heal(List<Compared> resources, boolean prune, long attempt) implements Decision {}

  /** Decides. */
  public static Decision decide(
      SyncPolicy.@Nullable Automated policy,
      Comparison comparison,
      Optional<Last> last,
      Instant now) {
    if (policy == null || isOff(policy) || comparison.code() != SyncCode.OUT_OF_SYNC) {
      return new Skip();
    }
    boolean prune = Boolean.TRUE.equals(policy.prune());
    List<Compared> differing = comparison.outOfSync();
    if (!prune && differing.stream().allMatch(Compared::requiresPruning)) {
      return new Skip();
    }
    Optional<Last> same = last.filter(Last::sameTarget);
    if (same.isPresent()) {
      return again(policy, differing, same.get(), now);
    }
    return prune && wouldEmpty(comparison) && isGuarded(policy)
        ? new Refuse(
            "auto-sync will wipe out all resources: Git has no object left; set"
                + " spec.syncPolicy.automated.allowEmpty to allow it")
        : new SyncAll(prune);
  }

  private static Decision again(
      SyncPolicy.Automated policy, List<Compared> differing, Last last, Instant now) {
    if (!last.succeeded()) {
      return new Refuse("the last sync of this revision failed: " + last.message());
    }
    if (!Boolean.TRUE.equals(policy.selfHeal())) {
      // An object that another Application has let go was moved here by Git, not by somebody.
      List<Compared> takenOver = differing.stream().filter(Compared::isTakenOver).toList();
      return takenOver.isEmpty() || last.healAttempts() > 0
          ? new Skip()
          : new Heal(takenOver, false, 1);
    }
    // The clock of a former leader may be ahead: then nobody knows how long ago it was.
    Duration since =
        last.finishedAt().isAfter(now)
            ? pause(last.healAttempts())
            : Duration.between(last.finishedAt(), now);
    long attempts = since.compareTo(FORGIVEN) > 0 ? 0 : last.healAttempts();
    Duration wait = pause(attempts).minus(since);
    return wait.isPositive()
        ? new Later(wait)
        : new Heal(differing, Boolean.TRUE.equals(policy.prune()), attempts + 1);
  }

  /** None before the first, then 2 s, 6 s, 18 s and so on, five minutes at most. */
  static Duration pause(long attempts) {
    if (attempts == 0) {
      return Duration.ZERO;
    }
    Duration wait = FIRST_WAIT;
    for (long i = 1; i < attempts && wait.compareTo(LONGEST_WAIT) < 0; i++) {
      wait = wait.multipliedBy(WAIT_FACTOR);
    }
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private static boolean isGuarded(SyncPolicy.Automated policy) {
    return !Boolean.TRUE.equals(policy.allowEmpty());
  }

  private static boolean isOff(SyncPolicy.Automated policy) {
    return Boolean.FALSE.equals(policy.enabled());
  }

  private static boolean wouldEmpty(Comparison comparison) {
    List<Compared> objects =
        comparison.resources().stream()
            .filter(one -> one.desired().isPresent() || one.live().isPresent())
            .toList();
    return !objects.isEmpty() && objects.stream().allMatch(Compared::requiresPruning);
  }
}
