package dev.sealer.sealedsecrets.plan;

import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Unsealed;
import dev.sealer.kube.Condition;
import dev.sealer.kube.Condition.Status;
import dev.sealer.kube.Conditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the status says. {@code Synced} comes first and has the wording of the Sealed
 * Secrets controller, because Git engines and printer columns read it; {@code Ready} says the same
 * with a reason.
 */
public final class StatusPlanner {

  /** The condition that Argo CD and Flux read. */
  public static final String SYNCED = "Synced";

  /** The condition with a reason. */
  public static final String READY = "Ready";

  /** True while only a person can help; kstatus, and so Flux, then stops waiting. */
  public static final String STALLED = "Stalled";

  private static final Set<String> OURS = Set.of(SYNCED, READY, STALLED);
  private static final String UNSEALED = "Unsealed";
  private static final String SUCCESS = "SealedSecret unsealed successfully";

  private StatusPlanner() {}

  /**
   * Returns the status after success.
   *
   * @return nothing if the status already says so
   */
  public static Optional<SealedSecretStatus> success(
      SealedObject object, Unsealed unsealed, Instant now) {
    long generation = object.generation();
    return next(
        object,
        List.of(
            new Condition(SYNCED, Status.TRUE, UNSEALED, "", generation, now),
            new Condition(READY, Status.TRUE, UNSEALED, SUCCESS, generation, now)),
        unsealed,
        now);
  }

  /**
   * Returns the status after failure. It does not repeat what was unsealed before, so that the
   * SealedSecret is unsealed again.
   *
   * @return nothing if the status already says so
   */
  public static Optional<SealedSecretStatus> failure(
      SealedObject object, Failure failure, Instant now) {
    String reason = failure.reason().wire();
    String message = failure.message();
    long generation = object.generation();
    List<Condition> conditions = new ArrayList<>();
    conditions.add(new Condition(SYNCED, Status.FALSE, reason, message, generation, now));
    conditions.add(new Condition(READY, Status.FALSE, reason, message, generation, now));
    if (failure.reason().needsSomebody()) {
      conditions.add(new Condition(STALLED, Status.TRUE, reason, message, generation, now));
    }
    return next(object, conditions, null, now);
  }

  /** Returns whether the status says, by us or by upstream, that the Secret was made. */
  public static boolean synced(SealedObject object) {
    return find(object.status(), SYNCED).filter(c -> c.status().equals("True")).isPresent();
  }

  /** Returns whether the object's condition of {@code type} has this status and reason. */
  public static boolean says(SealedObject object, String type, String status, String reason) {
    return find(object.status(), type)
        .filter(c -> c.status().equals(status) && reason.equals(c.reason()))
        .isPresent();
  }

  private static Optional<SealedSecretStatus> next(
      SealedObject object, List<Condition> ours, @Nullable Unsealed unsealed, Instant now) {
    SealedSecretStatus old = object.status();
    Conditions before = conditions(old, now);
    List<SealedSecretStatus.Condition> next = new ArrayList<>();
    for (Condition one : ours) {
      Condition kept = before.set(one).get(one.type()).orElse(one);
      next.add(
          before.get(one.type()).filter(kept::equals).isPresent()
              ? find(old, one.type()).orElseThrow()
              : written(kept, now));
    }
    if (old != null) {
      old.conditions().stream().filter(c -> !OURS.contains(c.type())).forEach(next::add);
    }
    SealedSecretStatus result = new SealedSecretStatus(object.generation(), next, unsealed);
    return result.equals(old) ? Optional.empty() : Optional.of(result);
  }

  private static SealedSecretStatus.Condition written(Condition condition, Instant now) {
    return new SealedSecretStatus.Condition(
        condition.type(),
        condition.status().wire(),
        condition.reason(),
        condition.message(),
        now.truncatedTo(ChronoUnit.SECONDS).toString(),
        condition.lastTransitionTime().toString(),
        condition.observedGeneration());
  }

  /** A transition time that was never written counts as now. */
  private static Conditions conditions(@Nullable SealedSecretStatus status, Instant now) {
    return status == null
        ? Conditions.none()
        : Conditions.of(
            status.conditions().stream()
                .map(c ->
                    Condition.read(
                            c.type(),
                            c.status(),
                            c.reason(),
                            c.message(),
                            Objects.requireNonNullElse(
                                c.lastTransitionTime(),
                                now.truncatedTo(ChronoUnit.SECONDS).toString()))
                        .observing(c.observedGeneration()))
                .toList());
  }

  private static Optional<SealedSecretStatus.Condition> find(
      @Nullable SealedSecretStatus status, String type) {
    return status == null
        ? Optional.empty()
        : status.conditions().stream().filter(c -> c.type().equals(type)).findFirst();
  }
}
