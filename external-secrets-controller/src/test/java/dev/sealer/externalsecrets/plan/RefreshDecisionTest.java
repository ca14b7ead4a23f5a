package dev.sealer.externalsecrets.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.plan.RefreshDecision.Cause;
import dev.sealer.externalsecrets.plan.RefreshDecision.Due;
import dev.sealer.externalsecrets.plan.RefreshDecision.NotDue;
import dev.sealer.externalsecrets.plan.RefreshDecision.Past;
import dev.sealer.externalsecrets.spec.Refresh;
import dev.sealer.externalsecrets.spec.RefreshPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshDecisionTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Past FRESH = new Past(Optional.of(NOW.minusSeconds(1)), "1-a", "1-a", false);
  private static final Past CHANGED =
      new Past(Optional.of(NOW.minusSeconds(1)), "1-a", "1-b", false);
  private static final Past NEVER = new Past(Optional.empty(), "", "1-a", false);

  @Test
  void theFirstSyncIsAlwaysDue() {
    for (RefreshPolicy policy : RefreshPolicy.values()) {
      assertThat(decide(policy, Duration.ZERO, NEVER, true)).isEqualTo(new Due(Cause.FIRST));
    }
  }

  @Test
  void aChangedTargetIsRepairedWhateverThePolicy() {
    for (RefreshPolicy policy : RefreshPolicy.values()) {
      assertThat(decide(policy, Duration.ZERO, FRESH, false)).isEqualTo(new Due(Cause.TARGET));
    }
  }

  @Test
  void aChangeOfTheSourceForcesASync() {
    assertThat(decide(RefreshPolicy.PERIODIC, HOUR, CHANGED, true))
        .isEqualTo(new Due(Cause.CHANGED));
    assertThat(decide(RefreshPolicy.ON_CHANGE, HOUR, CHANGED, true))
        .isEqualTo(new Due(Cause.CHANGED));
  }

  @Test
  void createdOnceIgnoresChanges() {
    assertThat(decide(RefreshPolicy.CREATED_ONCE, HOUR, CHANGED, true))
        .isEqualTo(new NotDue(Optional.empty()));
  }

  @Test
  void withoutAnIntervalAChangeOfTheSourceIsFollowedAndTimeIsNot() {
    Past old = new Past(Optional.of(NOW.minus(HOUR)), "1-a", "1-a", false);
    for (Duration none : List.of(Duration.ZERO, HOUR.negated())) {
      assertThat(decide(RefreshPolicy.PERIODIC, none, CHANGED, true))
          .isEqualTo(new Due(Cause.CHANGED));
      assertThat(decide(RefreshPolicy.PERIODIC, none, old, true))
          .isEqualTo(new NotDue(Optional.empty()));
    }
  }

  @Test
  void timeMakesAPeriodicRefreshDueAndNoOther() {
    Past old = new Past(Optional.of(NOW.minus(HOUR)), "1-a", "1-a", false);
    Past future = new Past(Optional.of(NOW.plusSeconds(5)), "1-a", "1-a", false);

    assertThat(decide(RefreshPolicy.PERIODIC, HOUR, old, true)).isEqualTo(new Due(Cause.INTERVAL));
    assertThat(decide(RefreshPolicy.PERIODIC, HOUR, future, true))
        .isEqualTo(new Due(Cause.INTERVAL));
    assertThat(decide(RefreshPolicy.ON_CHANGE, HOUR, old, true))
        .isEqualTo(new NotDue(Optional.empty()));
  }

  @Test
  void aChangedStoreMakesAPeriodicRefreshDueAndNoOther() {
    Past past = new Past(Optional.of(NOW.minusSeconds(1)), "1-a", "1-a", true);

    assertThat(decide(RefreshPolicy.PERIODIC, HOUR, past, true)).isEqualTo(new Due(Cause.INPUTS));
    assertThat(decide(RefreshPolicy.ON_CHANGE, HOUR, past, true)).isInstanceOf(NotDue.class);
    assertThat(decide(RefreshPolicy.PERIODIC, Duration.ZERO, past, true))
        .isInstanceOf(NotDue.class);
  }

  @Test
  void beforeItsMomentARefreshIsNotDueAndTheMomentIsTold() {
    Instant next = new WakeUp("g").next(NOW, HOUR).orElseThrow();
    Past past = new Past(Optional.of(NOW), "1-a", "1-a", false);

    assertThat(decide(RefreshPolicy.PERIODIC, HOUR, past, true))
        .isEqualTo(new NotDue(Optional.of(next)));
  }

  @Test
  void aSourcesVersionChangesWithAnyLabelOrAnnotation() {
    Source plain = source(1, "");
    assertThat(plain.version()).startsWith("1-").isEqualTo(source(1, "").version());
    assertThat(plain.version()).isNotEqualTo(source(1, "now").version());
    assertThat(plain.version()).isNotEqualTo(source(2, "").version());
  }

  private static Source source(long generation, String forceSync) {
    return new Source(
        "external-secrets.io/v1",
        "ns",
        "es",
        "uid",
        generation,
        java.util.Map.of(),
        forceSync.isEmpty() ? java.util.Map.of() : java.util.Map.of("force-sync", forceSync));
  }

  private static RefreshDecision decide(
      RefreshPolicy policy, Duration interval, Past past, boolean valid) {
    return RefreshDecision.decide(new Refresh(policy, interval), past, valid, new WakeUp("g"), NOW);
  }
}
