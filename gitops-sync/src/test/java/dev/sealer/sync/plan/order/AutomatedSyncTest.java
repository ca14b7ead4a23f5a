package dev.sealer.sync.plan.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sealer.crds.argoproj.RetryStrategy;
import dev.sealer.crds.argoproj.SyncPolicy;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.order.AutomatedSync.Decision;
import dev.sealer.sync.plan.order.AutomatedSync.Last;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AutomatedSyncTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final SyncPolicy.Automated ALL = new SyncPolicy.Automated(null, true, true, null);
  private static final LiveFacts LIVE =
      LiveFacts.of(JsonNodeFactory.instance.objectNode(), HealthChecks.builtIn());

  private final Compared missing = Compared.missing(desired("a"));
  private final Compared synced = Compared.both(desired("b"), LIVE, List.of(), "");
  private final Compared extra = Compared.extra(id("c"), "v1", LIVE);

  @Test
  void aNewRevisionIsSynced() {
    assertThat(decide(ALL, List.of(missing), Optional.empty()))
        .isEqualTo(new AutomatedSync.SyncAll(true));
    assertThat(decide(ALL, List.of(missing), Optional.of(last(false, false, 0, 0))))
        .isEqualTo(new AutomatedSync.SyncAll(true));
  }

  @Test
  void nothingHappensWithoutAPolicyOrADifference() {
    assertThat(decide(null, List.of(missing), Optional.empty()))
        .isInstanceOf(AutomatedSync.Skip.class);
    assertThat(
            decide(
                new SyncPolicy.Automated(false, true, true, null),
                List.of(missing),
                Optional.empty()))
        .isInstanceOf(AutomatedSync.Skip.class);
    assertThat(decide(ALL, List.of(synced), Optional.empty()))
        .isInstanceOf(AutomatedSync.Skip.class);
  }

  @Test
  void withoutPruningExtraObjectsAloneAreNoReason() {
    SyncPolicy.Automated keep = new SyncPolicy.Automated(null, false, true, null);

    assertThat(decide(keep, List.of(extra, synced), Optional.empty()))
        .isInstanceOf(AutomatedSync.Skip.class);
    assertThat(decide(keep, List.of(extra, missing), Optional.empty()))
        .isEqualTo(new AutomatedSync.SyncAll(false));
  }

  @Test
  void nothingLeftInGitIsNoReasonToDeleteEverything() {
    assertThat(decide(ALL, List.of(extra), Optional.empty()))
        .isInstanceOf(AutomatedSync.Refuse.class);
    assertThat(
            decide(
                new SyncPolicy.Automated(null, true, true, true), List.of(extra), Optional.empty()))
        .isEqualTo(new AutomatedSync.SyncAll(true));
  }

  @Test
  void aFailedRevisionIsNotTriedAgainByItself() {
    assertThat(decide(ALL, List.of(missing), Optional.of(last(true, false, 0, 600))))
        .isInstanceOfSatisfying(
            AutomatedSync.Refuse.class, r -> assertThat(r.message()).contains("because"));
  }

  @Test
  void driftIsHealedAtOnceAndThenMoreAndMoreSlowly() {
    assertThat(decide(ALL, List.of(missing, synced), Optional.of(last(true, true, 0, 0))))
        .isEqualTo(new AutomatedSync.Heal(List.of(missing), true, 1));
    assertThat(decide(ALL, List.of(missing), Optional.of(last(true, true, 2, 1))))
        .isEqualTo(new AutomatedSync.Later(Duration.ofSeconds(5)));
    assertThat(decide(ALL, List.of(missing), Optional.of(last(true, true, 9, 700))))
        .isEqualTo(new AutomatedSync.Heal(List.of(missing), true, 1));
    assertThat(LongStream.of(0, 1, 2, 3, 4, 5, 6, 99).mapToObj(AutomatedSync::pause))
        .extracting(Duration::toSeconds)
        .containsExactly(0L, 2L, 6L, 18L, 54L, 162L, 300L, 300L);
  }

  @Test
  void withoutSelfHealDriftStays() {
    assertThat(
            decide(
                new SyncPolicy.Automated(null, true, false, null),
                List.of(missing),
                Optional.of(last(true, true, 0, 0))))
        .isInstanceOf(AutomatedSync.Skip.class);
  }

  @Test
  void retriesWaitLongerEachTimeUntilTheLimit() {
    RetryPolicy policy =
        RetryPolicy.of(
            new RetryStrategy(3L, null, new RetryStrategy.Backoff("1m30s", 2L, "3m")), true);

    assertThat(policy.next(0)).contains(Duration.ofSeconds(90));
    assertThat(policy.next(2)).contains(Duration.ofMinutes(3));
    assertThat(policy.next(3)).isEmpty();
    assertThat(
            new RetryPolicy(5, Duration.ofSeconds(5), Long.MAX_VALUE, Duration.ofMinutes(3), false)
                .next(2))
        .hasValue(Duration.ofMinutes(3));
    assertThat(RetryPolicy.of(null, false).next(0)).isEmpty();
    assertThat(RetryPolicy.of(null, true).next(4)).isPresent();
    assertThat(RetryPolicy.of(null, true).next(5)).isEmpty();
  }

  private static Decision decide(
      SyncPolicy.@Nullable Automated policy, List<Compared> resources, Optional<Last> last) {
    return AutomatedSync.decide(policy, new Comparison(resources), last, NOW);
  }

  private static Last last(boolean same, boolean succeeded, long attempts, long secondsAgo) {
    return new Last(same, succeeded, attempts, NOW.minusSeconds(secondsAgo), "because");
  }

  private static ResourceId id(String name) {
    return new ResourceId("", "ConfigMap", "ns", name);
  }

  private static Desired desired(String name) {
    return new Desired(
        id(name),
        "v1",
        JsonNodeFactory.instance.objectNode(),
        new Origin("a.yaml", 1),
        0,
        Optional.empty(),
        Set.of());
  }
}
