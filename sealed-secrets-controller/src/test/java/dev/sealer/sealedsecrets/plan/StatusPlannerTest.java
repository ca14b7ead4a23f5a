package dev.sealer.sealedsecrets.plan;

import static dev.sealer.sealedsecrets.plan.SealedObjects.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Condition;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Unsealed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusPlannerTest {

  private static final SealedObject FRESH = SealedObjects.strict(Map.of());
  private static final Unsealed UNSEALED =
      new Unsealed(List.of("SHA256:abc"), "input", "uid", "12");
  private static final Failure FAILURE =
      new Failure(Failure.Reason.UNKNOWN_KEY, "no key could decrypt secret (a)");

  @Test
  void putsSyncedFirstWithAnEmptyMessageOnSuccess() {
    SealedSecretStatus status = success(FRESH);

    assertThat(status.observedGeneration()).isEqualTo(FRESH.generation());
    assertThat(status.unsealed()).isEqualTo(UNSEALED);
    assertThat(status.conditions())
        .extracting(Condition::type, Condition::status, Condition::message)
        .containsExactly(
            tuple("Synced", "True", ""),
            tuple("Ready", "True", "SealedSecret unsealed successfully"));
  }

  @Test
  void writesNothingThatIsSaidAlready() {
    SealedObject told = SealedObjects.with(FRESH, success(FRESH));

    assertThat(StatusPlanner.success(told, UNSEALED, NOW.plus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void aFailureForgetsWhatWasUnsealedAndNamesTheReason() {
    SealedObject told = SealedObjects.with(FRESH, success(FRESH));

    SealedSecretStatus status =
        StatusPlanner.failure(told, FAILURE, NOW.plus(Duration.ofHours(1))).orElseThrow();

    assertThat(status.unsealed()).isNull();
    assertThat(status.conditions())
        .extracting(Condition::type, Condition::status)
        .containsExactly(
            tuple("Synced", "False"), tuple("Ready", "False"), tuple("Stalled", "True"));
    assertThat(status.conditions())
        .allSatisfy(c -> {
          assertThat(c.reason()).isEqualTo("UnknownKey");
          assertThat(c.lastTransitionTime()).isEqualTo("2026-03-01T11:00:00Z");
        });
  }

  @Test
  void anotherMessageIsPublishedWithoutATransition() {
    SealedObject failed =
        SealedObjects.with(FRESH, StatusPlanner.failure(FRESH, FAILURE, NOW).orElseThrow());

    SealedSecretStatus status =
        StatusPlanner.failure(
                failed,
                new Failure(Failure.Reason.NOT_MANAGED, "another"),
                NOW.plus(Duration.ofHours(1)))
            .orElseThrow();

    assertThat(status.conditions().getFirst().message()).isEqualTo("another");
    assertThat(status.conditions().getFirst().lastTransitionTime())
        .isEqualTo("2026-03-01T10:00:00Z");
    assertThat(status.conditions().getFirst().lastUpdateTime()).isEqualTo("2026-03-01T11:00:00Z");
  }

  @Test
  void isStalledUntilItWorksAndNotWhileTheApiServerIsAway() {
    SealedObject failed =
        SealedObjects.with(FRESH, StatusPlanner.failure(FRESH, FAILURE, NOW).orElseThrow());
    Failure away = new Failure(Failure.Reason.UNAVAILABLE, "no answer");

    assertThat(success(failed).conditions())
        .extracting(Condition::type)
        .containsExactly("Synced", "Ready");
    assertThat(StatusPlanner.failure(failed, away, NOW).orElseThrow().conditions())
        .extracting(Condition::type)
        .containsExactly("Synced", "Ready");
  }

  @Test
  void keepsConditionsOfOthers() {
    Condition theirs = new Condition("Theirs", "True", null, null, null, null, null);
    SealedObject object =
        SealedObjects.with(FRESH, new SealedSecretStatus(1L, List.of(theirs), null));

    assertThat(success(object).conditions())
        .extracting(Condition::type)
        .containsExactly("Synced", "Ready", "Theirs");
  }

  @Test
  void takesThePeersStatusAsItIs() {
    Condition peers =
        new Condition(
            "Synced", "True", null, null, "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", null);
    SealedObject object =
        SealedObjects.with(FRESH, new SealedSecretStatus(3L, List.of(peers), null));

    Condition synced = success(object).conditions().getFirst();

    assertThat(synced.lastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(synced.reason()).isEqualTo("Unsealed");
  }

  private static SealedSecretStatus success(SealedObject object) {
    return StatusPlanner.success(object, UNSEALED, NOW).orElseThrow();
  }
}
