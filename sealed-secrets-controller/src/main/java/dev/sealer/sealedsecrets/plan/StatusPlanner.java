package dev.sealer.sealedsecrets.plan;

import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Condition;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Unsealed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the status should say. {@code Synced} comes first and keeps the peer's wording,
 * because Git engines and printer columns read it; {@code Ready} says the same with a reason.
 */
public final class StatusPlanner {

  /** The condition that Argo CD and Flux read. */
  public static final String SYNCED = "Synced";

  /** The condition with a reason. */
  public static final String READY = "Ready";

  /** True while only somebody's act can help; kstatus, and so Flux, then waits no longer. */
  public static final String STALLED = "Stalled";

  private static final Set<String> OURS = Set.of(SYNCED, READY, STALLED);
  private static final String UNSEALED = "Unsealed";
  private static final String SUCCESS = "SealedSecret unsealed successfully";

  private StatusPlanner() {}

  /**
   * The status after success.
   *
   * @return nothing when the status already says so
   */
  public static Optional<SealedSecretStatus> success(
      SealedObject object, Unsealed unsealed, Instant now) {
    return next(object, new Said("True", UNSEALED, "", SUCCESS, false), unsealed, now);
  }

  /**
   * The status after failure; what was unsealed before is forgotten, so that it is looked at again.
   *
   * @return nothing when the status already says so
   */
  public static Optional<SealedSecretStatus> failure(
      SealedObject object, Failure failure, Instant now) {
    return next(
        object,
        new Said(
            "False",
            failure.reason().wire(),
            failure.message(),
            failure.message(),
            failure.reason().needsSomebody()),
        null,
        now);
  }

  /** Whether the object is said to be a Secret, by us or by the peer. */
  public static boolean synced(SealedObject object) {
    return find(object.status(), SYNCED).filter(c -> c.status().equals("True")).isPresent();
  }

  /** Whether the object's condition of {@code type} has this status and reason. */
  public static boolean says(SealedObject object, String type, String status, String reason) {
    return find(object.status(), type)
        .filter(c -> c.status().equals(status) && reason.equals(c.reason()))
        .isPresent();
  }

  private record Said(String status, String reason, String synced, String ready, boolean stalled) {
    Said asStalled() {
      return new Said("True", reason, synced, ready, true);
    }
  }

  private static Optional<SealedSecretStatus> next(
      SealedObject object, Said said, @Nullable Unsealed unsealed, Instant now) {
    SealedSecretStatus old = object.status();
    List<Condition> conditions = new ArrayList<>();
    conditions.add(condition(object, SYNCED, said, said.synced(), now));
    conditions.add(condition(object, READY, said, said.ready(), now));
    if (said.stalled()) {
      conditions.add(condition(object, STALLED, said.asStalled(), said.ready(), now));
    }
    if (old != null) {
      old.conditions().stream().filter(c -> !OURS.contains(c.type())).forEach(conditions::add);
    }
    SealedSecretStatus next = new SealedSecretStatus(object.generation(), conditions, unsealed);
    return next.equals(old) ? Optional.empty() : Optional.of(next);
  }

  private static Condition condition(
      SealedObject object, String type, Said said, String message, Instant now) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    Condition before = find(object.status(), type).orElse(null);
    String since =
        before == null || !before.status().equals(said.status())
            ? time
            : Objects.requireNonNullElse(before.lastTransitionTime(), time);
    Condition next =
        new Condition(
            type, said.status(), said.reason(), message, time, since, object.generation());
    return before != null && sameButTime(before, next) ? before : next;
  }

  private static boolean sameButTime(Condition one, Condition other) {
    return one.status().equals(other.status())
        && Objects.equals(one.reason(), other.reason())
        && Objects.requireNonNullElse(one.message(), "").equals(other.message())
        && Objects.equals(one.observedGeneration(), other.observedGeneration());
  }

  private static Optional<Condition> find(@Nullable SealedSecretStatus status, String type) {
    return status == null
        ? Optional.empty()
        : status.conditions().stream().filter(c -> c.type().equals(type)).findFirst();
  }
}
