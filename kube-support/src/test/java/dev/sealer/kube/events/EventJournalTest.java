package dev.sealer.kube.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.events.EventJournal.Decision;
import dev.sealer.kube.events.EventJournal.Saying;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EventJournalTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Subject ABOUT =
      new Subject("v1", "Secret", new ObjectKey("ns", "a"), "uid-a");

  private final EventJournal journal = new EventJournal();

  private static Saying saying(String message) {
    return new Saying(ABOUT, EventRecorder.Type.NORMAL, "Updated", message);
  }

  @Test
  void writesTheFirstAndSkipsTheSameSoonAfter() {
    assertThat(journal.decide(saying("x"), NOW)).isInstanceOf(Decision.Create.class);
    assertThat(journal.decide(saying("x"), NOW.plusSeconds(1))).isInstanceOf(Decision.Skip.class);
  }

  @Test
  void anotherMessageIsAnotherEvent() {
    journal.decide(saying("x"), NOW);
    assertThat(journal.decide(saying("y"), NOW)).isInstanceOf(Decision.Create.class);
  }

  @Test
  void countsWhatWasSkippedWhenTheWhileIsOver() {
    Decision first = journal.decide(saying("x"), NOW);
    journal.decide(saying("x"), NOW.plusSeconds(1));

    Decision third = journal.decide(saying("x"), NOW.plus(EventJournal.COUNT_EVERY));

    assertThat(first).isInstanceOf(Decision.Create.class);
    assertThat(third).isEqualTo(new Decision.Count(((Decision.Create) first).name(), 3, NOW));
  }

  @Test
  void saysItAnewAfterAnHourOrWhenForgotten() {
    journal.decide(saying("x"), NOW);
    assertThat(journal.decide(saying("x"), NOW.plus(Duration.ofMinutes(61))))
        .isInstanceOf(Decision.Create.class);
    journal.forget(saying("x"));
    assertThat(journal.decide(saying("x"), NOW.plus(Duration.ofMinutes(62))))
        .isInstanceOf(Decision.Create.class);
  }

  @Test
  void anObjectThatKeepsSayingNewThingsRunsOutOfCreditAndEarnsItBack() {
    for (int i = 0; i < EventJournal.BURST; i++) {
      assertThat(journal.decide(saying("m" + i), NOW)).isInstanceOf(Decision.Create.class);
    }
    assertThat(journal.decide(saying("more"), NOW)).isInstanceOf(Decision.Skip.class);
    assertThat(journal.decide(saying("more"), NOW.plus(EventJournal.CREDIT_EVERY)))
        .isInstanceOf(Decision.Create.class);
  }

  @Test
  void namesAreDistinctAtOneInstant() {
    Decision x = journal.decide(saying("x"), NOW);
    Decision y = journal.decide(saying("y"), NOW);

    assertThat(x).isNotEqualTo(y);
  }
}
