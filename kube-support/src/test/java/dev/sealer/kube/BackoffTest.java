package dev.sealer.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(5));

  @Property
  void staysInTheUpperHalfOfTheDoubledAndCappedDelay(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int failures) {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    Duration delay = BACKOFF.delay(failures, random);

    double doubled = Math.min(500.0 * Math.pow(2, failures - 1), 300_000.0);
    assertThat((double) delay.toMillis()).isBetween(doubled / 2 - 1, doubled);
  }

  @Test
  void refusesBoundsThatMakeNoSense() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("PT2S");
  }
}
