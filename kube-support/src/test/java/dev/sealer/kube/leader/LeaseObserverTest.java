package dev.sealer.kube.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeaseObserverTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final LeaseObserver observer = new LeaseObserver("me");

  private static LeaseView held(String holder, String renewed) {
    return new LeaseView(holder, 15, renewed, "", 0, "", "1");
  }

  @Test
  void takesAFreeLeaseAndItsOwnAtOnce() {
    assertThat(observer.mayHold(held("", "t0"), 0)).isTrue();
    assertThat(observer.mayHold(held("me", "t1"), 0)).isTrue();
  }

  @Test
  void waitsForTheWholeDurationByItsOwnClockWhateverTheLeaseSays() {
    LeaseView longAgo = held("other", "1970-01-01T00:00:00.000000Z");

    assertThat(observer.mayHold(longAgo, 0)).isFalse();
    assertThat(observer.mayHold(longAgo, 15 * SECOND)).isFalse();
    assertThat(observer.mayHold(longAgo, 15 * SECOND + 1)).isTrue();
  }

  @Test
  void aSignOfLifeStartsTheWaitAnew() {
    assertThat(observer.mayHold(held("other", "t0"), 0)).isFalse();
    assertThat(observer.mayHold(held("other", "t1"), 14 * SECOND)).isFalse();
    assertThat(observer.mayHold(held("other", "t1"), 16 * SECOND)).isFalse();
    assertThat(observer.mayHold(held("other", "t1"), 30 * SECOND)).isTrue();
  }

  @Test
  void leavesALeaseThatWasGivenBackToTheOneThatAskedForIt() {
    LeaseView mine = new LeaseView("", 15, "t0", "", 0, "me", "1");
    LeaseView others = new LeaseView("", 15, "t1", "", 0, "other", "1");

    assertThat(observer.mayHold(mine, 0)).isTrue();
    assertThat(observer.mayHold(others, 0)).isFalse();
    assertThat(observer.mayHold(others, 15 * SECOND + 1)).isTrue();
  }
}
