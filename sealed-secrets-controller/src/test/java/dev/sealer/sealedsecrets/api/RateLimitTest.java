package dev.sealer.sealedsecrets.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final RateLimit limit = new RateLimit(2, 2, clock::get);

  @Test
  void letsABurstThroughAndThenTheRate() {
    assertThat(limit.take("a").remaining()).isEqualTo(2);
    assertThat(limit.take("a").remaining()).isEqualTo(1);
    assertThat(limit.take("a").remaining()).isZero();
    RateLimit.Decision refused = limit.take("a");
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(500));

    clock.addAndGet(Duration.ofMillis(500).toNanos());

    assertThat(limit.take("a").allowed()).isTrue();
    assertThat(limit.take("a").allowed()).isFalse();
  }

  @Test
  void callersDoNotShare() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.take("a").allowed()).isTrue();
    }

    assertThat(limit.take("a").allowed()).isFalse();
    assertThat(limit.take("b").allowed()).isTrue();
  }

  @Test
  void aLongSilenceGivesNoMoreThanTheBurst() {
    clock.addAndGet(Duration.ofDays(1).toNanos());

    for (int i = 0; i < limit.limit(); i++) {
      assertThat(limit.take("a").allowed()).isTrue();
    }
    assertThat(limit.take("a").allowed()).isFalse();
  }
}
