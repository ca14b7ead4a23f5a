package dev.sealer.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.Condition.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConditionsTest {

  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = Instant.parse("2026-01-02T00:00:00.123456Z");

  private static Condition ready(Status status, String reason, long generation, Instant at) {
    return new Condition("Ready", status, reason, "said " + reason, generation, at);
  }

  @Test
  void sayingTheSameAgainIsTheVerySameInstance() {
    Conditions before = Conditions.none().set(ready(Status.TRUE, "Done", 1, EARLY));

    assertThat(before.set(ready(Status.TRUE, "Done", 1, LATE))).isSameAs(before);
  }

  @Test
  void aNewReasonIsAChangeButNoTransition() {
    Conditions after =
        Conditions.none()
            .set(ready(Status.FALSE, "Waiting", 1, EARLY))
            .set(ready(Status.FALSE, "Broken", 2, LATE));

    assertThat(after.get("Ready"))
        .hasValueSatisfying(c -> {
          assertThat(c.reason()).isEqualTo("Broken");
          assertThat(c.observedGeneration()).isEqualTo(2);
          assertThat(c.lastTransitionTime()).isEqualTo(EARLY);
        });
  }

  @Test
  void aFlipMovesTheTransitionTimeInWholeSeconds() {
    Conditions after =
        Conditions.none()
            .set(ready(Status.FALSE, "Waiting", 1, EARLY))
            .set(ready(Status.TRUE, "Done", 1, LATE));

    assertThat(after.get("Ready"))
        .hasValueSatisfying(c ->
            assertThat(c.lastTransitionTime()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z")));
  }

  @Test
  void keepsTheOrderAndTheOthers() {
    Condition synced = new Condition("Synced", Status.TRUE, "Ok", "", 1, EARLY);
    Conditions before = Conditions.of(List.of(synced, ready(Status.TRUE, "Done", 1, EARLY)));

    Conditions after = before.set(new Condition("Synced", Status.UNKNOWN, "Gone", "", 1, LATE));

    assertThat(after.all()).extracting(Condition::type).containsExactly("Synced", "Ready");
    assertThat(after.isTrue("Synced")).isFalse();
    assertThat(after.isTrue("Ready")).isTrue();
  }

  @Test
  void ofTwoConditionsOfOneTypeTheFirstCounts() {
    Conditions read =
        Conditions.of(
            List.of(ready(Status.TRUE, "First", 1, EARLY), ready(Status.FALSE, "Second", 1, LATE)));

    assertThat(read.all()).singleElement().extracting(Condition::reason).isEqualTo("First");
  }

  @Test
  void removesAConditionOrIsTheSameInstance() {
    Conditions before = Conditions.none().set(ready(Status.TRUE, "Done", 1, EARLY));

    assertThat(before.without("Ready").all()).isEmpty();
    assertThat(before.without("Other")).isSameAs(before);
  }

  @Test
  void readsTheThreeWordsAndTakesAnythingElseAsUnknown() {
    assertThat(Status.parse("True")).isEqualTo(Status.TRUE);
    assertThat(Status.parse("False")).isEqualTo(Status.FALSE);
    assertThat(Status.parse("true")).isEqualTo(Status.UNKNOWN);
  }
}
