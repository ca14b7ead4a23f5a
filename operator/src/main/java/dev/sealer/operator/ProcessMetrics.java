package dev.sealer.operator;

import dev.sealer.kube.http.InfoGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Creates the metrics registry of the process, with the metrics of the JVM. */
final class ProcessMetrics {

  private ProcessMetrics() {}

  static PrometheusMeterRegistry registry(String version) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    InfoGauges.keepIn(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("sealer.build.info", () -> 1).tag("version", version).register(registry);
    Gauge.builder("sealed_secrets_controller_build_info", () -> 1)
        .description("The version, under the name of the Sealed Secrets controller")
        .tag("revision", version)
        .register(registry);
    return registry;
  }
}
