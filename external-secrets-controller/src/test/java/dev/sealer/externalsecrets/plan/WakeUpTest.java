package dev.sealer.externalsecrets.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.store.StoreQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WakeUpTest {

  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  @Property(tries = 300)
  void isNeverLaterThanOneIntervalAndAlwaysLater(
      @ForAll String group,
      @ForAll @LongRange(max = 100_000_000) long refreshed,
      @ForAll @IntRange(min = 1, max = 100_000) int seconds) {
    Duration interval = Duration.ofSeconds(seconds);
    Instant from = EPOCH.plusSeconds(refreshed);

    Instant next = new WakeUp(group).next(from, interval).orElseThrow();

    assertThat(next).isAfter(from).isBeforeOrEqualTo(from.plus(interval));
    assertThat(new WakeUp(group).next(next, interval)).contains(next.plus(interval));
  }

  @Property(tries = 100)
  void aGroupMeetsAtOneMoment(
      @ForAll @LongRange(max = 3599) long one, @ForAll @LongRange(max = 3599) long other) {
    WakeUp group = new WakeUp("SecretStore ns/aws#0");
    Duration hour = Duration.ofHours(1);
    Instant first = group.next(EPOCH.plusSeconds(one), hour).orElseThrow();
    Instant second = group.next(EPOCH.plusSeconds(other), hour).orElseThrow();

    assertThat(Duration.between(first, second).toSeconds() % hour.toSeconds()).isZero();
  }

  @Test
  void aSmallStoreIsOneGroupAndALargeOneSpreads() {
    assertThat(groups(160)).hasSize(1);
    assertThat(groups(1_600)).hasSizeBetween(8, 16);
  }

  @Test
  void doublingAStoreSplitsItsGroupsAndMixesNone() {
    for (int i = 0; i < 100; i++) {
      StoreQuery read = StoreQuery.current("key-" + i);
      int small = slot(WakeUp.of("s", List.of(read), 320, 20));
      int large = slot(WakeUp.of("s", List.of(read), 640, 20));
      assertThat(large % 2).isEqualTo(small);
    }
  }

  @Test
  void intervalsOfZeroNeverWake() {
    assertThat(new WakeUp("g").next(EPOCH, Duration.ZERO)).isEmpty();
    assertThat(new WakeUp("g").next(EPOCH, Duration.ofMillis(1500)))
        .contains(EPOCH.plusMillis(1500));
  }

  private static int slot(WakeUp wakeUp) {
    return Integer.parseInt(wakeUp.group().substring(wakeUp.group().indexOf('#') + 1));
  }

  private static Set<String> groups(int users) {
    Set<String> groups = new HashSet<>();
    for (int i = 0; i < users; i++) {
      groups.add(WakeUp.of("s", List.of(StoreQuery.current("key-" + i)), users, 20).group());
    }
    return groups;
  }
}
