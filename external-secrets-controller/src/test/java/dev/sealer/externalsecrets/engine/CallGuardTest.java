package dev.sealer.externalsecrets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallGuardTest {
  private static final FetchLimits LIMITS =
      new FetchLimits(Duration.ZERO, 4, 10, 2, 1_000, 1 << 20, true);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final CallGuard guard = new CallGuard(LIMITS, 0);

  private void fail(long now) {
    assertThat(guard.refusal(now)).isEmpty();
    guard.ended(false, now);
  }

  @Test
  void aStoreThatHangsForTenMinutesGetsOneProbeIn30Seconds() {
    for (int i = 0; i < CallGuard.FAILURES; i++) {
      fail(0);
    }
    int calls = 0;
    for (long now = SECOND; now <= 600 * SECOND; now += SECOND) {
      if (guard.refusal(now).isEmpty()) {
        calls++;
        guard.ended(false, now);
      }
    }
    assertThat(calls).isEqualTo(20);
  }

  @Test
  void oneProbeAtATimeAndItsAnswerClosesTheBreaker() {
    for (int i = 0; i < CallGuard.FAILURES; i++) {
      fail(0);
    }
    assertThat(guard.refusal(29 * SECOND)).isPresent();
    assertThat(guard.refusal(30 * SECOND)).isEmpty();
    assertThat(guard.refusal(31 * SECOND)).isPresent();

    guard.ended(true, 31 * SECOND);
    assertThat(guard.refusal(31 * SECOND)).isEmpty();
    assertThat(guard.refusal(31 * SECOND)).isEmpty();
  }

  @Test
  void callsBeyondTheBurstAreSpreadOverTime() {
    assertThat(guard.delay(0)).isZero();
    assertThat(guard.delay(0)).isZero();
    assertThat(guard.delay(0)).isEqualTo(Duration.ofMillis(100));
    assertThat(guard.delay(0)).isEqualTo(Duration.ofMillis(200));

    assertThat(guard.delay(10 * SECOND)).isZero();
  }

  @Test
  void theCallsOfADayAreBounded() {
    for (int i = 0; i < LIMITS.callsPerDay(); i++) {
      assertThat(guard.refusal(i)).isEmpty();
      guard.ended(true, i);
    }
    assertThat(guard.refusal(SECOND))
        .hasValueSatisfying(why -> assertThat(why).contains("24 hours"));
    assertThat(guard.refusal(Duration.ofDays(1).toNanos())).isEmpty();
  }
}
