package dev.sealer.externalsecrets.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.kube.ObjectKey;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SyncMetricsTest {

  private static final ObjectKey DB = new ObjectKey("ns", "db");
  private static final String CONDITION = "externalsecret_status_condition";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double ready() {
    return registry.get(CONDITION).tag("name", "db").tag("status", "True").gauge().value();
  }

  @Test
  void everyNameIsTheOneOfExternalSecretsOperator() {
    for (SyncMetrics.Kind kind : SyncMetrics.Kind.values()) {
      SyncMetrics metrics = new SyncMetrics(registry, kind);
      metrics.ready(DB, true);
      metrics.took(DB, Duration.ofSeconds(1));
    }
    SyncMetrics metrics = new SyncMetrics(registry);
    metrics.synced(DB, false);
    metrics.ended("AWS/SecretsManager", "GetSecretValue", true);

    assertThat(registry.getMeters().stream().map(meter -> meter.getId().getName()).distinct())
        .containsExactlyInAnyOrder(
            "externalsecret_sync_calls_total",
            "externalsecret_sync_calls_error",
            "externalsecret_status_condition",
            "externalsecret_reconcile_duration",
            "externalsecret_provider_api_calls_count",
            "clusterexternalsecret_status_condition",
            "clusterexternalsecret_reconcile_duration",
            "secretstore_status_condition",
            "secretstore_reconcile_duration",
            "clustersecretstore_status_condition",
            "clustersecretstore_reconcile_duration");
    assertThat(registry.get(CONDITION).gauges())
        .allSatisfy(gauge ->
            assertThat(gauge.getId().getTags())
                .extracting(Tag::getKey)
                .containsExactlyInAnyOrder("name", "namespace", "condition", "status"));
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
