package dev.sealer.sealedsecrets.reconcile;

import dev.sealer.kube.ObjectKey;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.SealedObject;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Metrics of unsealing, with the names of the Sealed Secrets controller. */
public final class UnsealMetrics implements AutoCloseable {

  private static final String PREFIX = "sealed_secrets_controller_";
  private static final String INSTANCE_LABEL = "app.kubernetes.io/instance";

  private record Shown(AtomicInteger value, Gauge gauge, String instance) {}

  private final MeterRegistry registry;
  private final boolean omitSecretLabels;
  private final Counter requests;
  private final Map<ObjectKey, Shown> conditions = new ConcurrentHashMap<>();

  /**
   * Creates the metrics in {@code registry}.
   *
   * @param omitSecretLabels leaves out the metric that names each SealedSecret
   */
  public UnsealMetrics(MeterRegistry registry, boolean omitSecretLabels) {
    this.registry = registry;
    this.omitSecretLabels = omitSecretLabels;
    this.requests = registry.counter(PREFIX + "unseal_requests_total");
  }

  void requested() {
    requests.increment();
  }

  void succeeded(SealedObject object) {
    condition(object, 1);
  }

  void failed(SealedObject object, Failure failure) {
    String reason =
        failure.reason() == Failure.Reason.NOT_MANAGED
            ? "unmanaged"
            : switch (failure.reason().phase()) {
              case UNSEAL -> "unseal";
              case UPDATE -> "update";
            };
    error(reason, object.key());
    condition(object, -1);
  }

  void statusNotWritten(ObjectKey key) {
    error("status", key);
  }

  void gone(ObjectKey key) {
    Shown info = conditions.remove(key);
    if (info != null) {
      registry.remove(info.gauge());
    }
  }

  /** Removes the metrics of each SealedSecret: the new leader publishes them. */
  @Override
  public void close() {
    List.copyOf(conditions.keySet()).forEach(this::gone);
  }

  private void error(String reason, ObjectKey key) {
    registry
        .counter(
            PREFIX + "unseal_errors_total", Tags.of("reason", reason, "namespace", key.namespace()))
        .increment();
  }

  private void condition(SealedObject object, int value) {
    if (omitSecretLabels) {
      return;
    }
    String instance = object.labels().getOrDefault(INSTANCE_LABEL, "");
    Shown info = conditions.get(object.key());
    if (info != null && !info.instance().equals(instance)) {
      gone(object.key());
    }
    conditions.computeIfAbsent(object.key(), key -> register(key, instance)).value().set(value);
  }

  private Shown register(ObjectKey key, String instance) {
    AtomicInteger value = new AtomicInteger();
    Gauge gauge =
        Gauge.builder(PREFIX + "condition_info", value, AtomicInteger::get)
            .tags(
                "namespace",
                key.namespace(),
                "name",
                key.name(),
                "condition",
                "Synced",
                "ss_app_kubernetes_io_instance",
                instance)
            .register(registry);
    return new Shown(value, gauge, instance);
  }
}
