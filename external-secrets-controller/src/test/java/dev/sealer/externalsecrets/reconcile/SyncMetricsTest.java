package dev.sealer.externalsecrets.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class SyncMetricsTest {

  private static final ObjectKey DB = new ObjectKey("ns", "db");
  private static final String CONDITION = "externalsecret_status_condition";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double ready() {
    return registry.get(CONDITION).tag("name", "db").tag("status", "True").gauge().value();
  }

  @Test
  void aLaterTermTakesThePlaceOfAnEarlierOne() {
    SyncMetrics first = new SyncMetrics(registry);
    first.ready(DB, true);
    SyncMetrics second = new SyncMetrics(registry);
    second.ready(DB, false);
    assertThat(ready()).isZero();

    second.ready(DB, true);
    assertThat(ready()).isOne();
  }

  @Test
  void nothingIsLeftOfAnObjectThatIsGone() {
    SyncMetrics metrics = new SyncMetrics(registry);
    metrics.synced(DB, false);
    metrics.ready(DB, true);
    metrics.synced(new ObjectKey("ns", "other"), true);

    metrics.forget(DB);

    assertThat(registry.getMeters())
        .isNotEmpty()
        .allSatisfy(meter -> assertThat(meter.getId().getTag("name")).isEqualTo("other"));
  }

  @Test
  void nothingIsLeftAfterTheTerm() {
    SyncMetrics metrics = new SyncMetrics(registry);
    metrics.synced(DB, false);
    metrics.ready(DB, true);
    metrics.ended("AWS/SecretsManager", "GetSecretValue", true);

    metrics.close();

    assertThat(registry.getMeters()).isEmpty();
  }
}
