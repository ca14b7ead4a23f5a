package dev.sealer.sealedsecrets.plan;

import static dev.sealer.sealedsecrets.plan.SealedObjects.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Condition;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Unsealed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How Argo CD and Flux read the status: their rules, written out, over what the planner says. */
class HealthReadingTest {

  private static final SealedObject FRESH = SealedObjects.strict(Map.of());
  private static final Unsealed UNSEALED =
      new Unsealed(List.of("SHA256:abc"), "input", "uid", "12");

  @Test
  void whatWorksIsHealthyForBoth() {
    SealedSecretStatus status = StatusPlanner.success(FRESH, UNSEALED, NOW).orElseThrow();

    assertThat(argo(status)).isEqualTo("Healthy");
    assertThat(flux(FRESH, status)).isEqualTo("Current");
  }

  @Test
  void whatWasNotLookedAtIsInProgressForBoth() {
    SealedSecretStatus ofBefore =
        new SealedSecretStatus(
            FRESH.generation() - 1,
            StatusPlanner.success(FRESH, UNSEALED, NOW).orElseThrow().conditions(),
            UNSEALED);

    assertThat(argo(null)).isEqualTo("Progressing");
    assertThat(flux(FRESH, ofBefore)).isEqualTo("InProgress");
  }

  @ParameterizedTest
  @EnumSource(Failure.Reason.class)
  void whatFailedIsDegradedAndFluxDoesNotWaitForWhatOnlySomebodyCanMend(Failure.Reason reason) {
    SealedSecretStatus status =
        StatusPlanner.failure(FRESH, new Failure(reason, "why"), NOW).orElseThrow();

    assertThat(argo(status)).isEqualTo("Degraded");
    assertThat(flux(FRESH, status))
        .isEqualTo(reason == Failure.Reason.UNAVAILABLE ? "InProgress" : "Failed");
    assertThat(status.conditions().getFirst())
        .satisfies(first -> {
          assertThat(first.type()).as("the printer columns read it").isEqualTo("Synced");
          assertThat(first.message()).isEqualTo("why");
        });
  }

  @Test
  void whatRecoveredIsHealthyAgain() {
    SealedObject failed =
        SealedObjects.with(
            FRESH,
            StatusPlanner.failure(FRESH, new Failure(Failure.Reason.UNKNOWN_KEY, "why"), NOW)
                .orElseThrow());

    SealedSecretStatus status = StatusPlanner.success(failed, UNSEALED, NOW).orElseThrow();

    assertThat(argo(status)).isEqualTo("Healthy");
    assertThat(flux(failed, status)).isEqualTo("Current");
  }

  /** Argo CD: the first condition {@code Synced}; without one, it waits. */
  private static String argo(@Nullable SealedSecretStatus status) {
    return find(status, "Synced")
        .map(synced -> synced.status().equals("True") ? "Healthy" : "Degraded")
        .orElse("Progressing");
  }

  /** kstatus: another generation, then Reconciling and Stalled, then Ready. */
  private static String flux(SealedObject object, SealedSecretStatus status) {
    Long observed = status.observedGeneration();
    if (observed != null && observed != object.generation()) {
      return "InProgress";
    }
    if (isTrue(status, "Reconciling")) {
      return "InProgress";
    }
    if (isTrue(status, "Stalled")) {
      return "Failed";
    }
    return find(status, "Ready").isEmpty() || isTrue(status, "Ready") ? "Current" : "InProgress";
  }

  private static boolean isTrue(SealedSecretStatus status, String type) {
    return find(status, type).filter(c -> c.status().equals("True")).isPresent();
  }

  private static Optional<Condition> find(@Nullable SealedSecretStatus status, String type) {
    return status == null
        ? Optional.empty()
        : status.conditions().stream().filter(c -> c.type().equals(type)).findFirst();
  }
}
