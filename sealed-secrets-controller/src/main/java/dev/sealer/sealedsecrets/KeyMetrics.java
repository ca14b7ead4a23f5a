package dev.sealer.sealedsecrets;

import dev.sealer.sealedsecrets.keys.SealingKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What an operator watches of the sealing keys. */
final class KeyMetrics {

  private static final String PREFIX = "sealer_sealing_";

  private KeyMetrics() {}

  static void register(MeterRegistry registry, SealingKeys keys) {
    Gauge.builder(PREFIX + "keys", keys, k -> k.keys().keys().size())
        .description("Usable sealing keys")
        .register(registry);
    Gauge.builder(PREFIX + "keys_quarantined", keys, k -> k.keys().quarantined().size())
        .description("Key Secrets that hold no usable key")
        .register(registry);
    Gauge.builder(
            PREFIX + "certificate_not_after_seconds", keys, KeyMetrics::currentCertificateEnds)
        .description("When the current certificate expires, in Unix time")
        .register(registry);
    Gauge.builder(PREFIX + "private_key_operation_info", () -> 1)
        .description("Which library opens sealed values")
        .tag("provider", keys.provider())
        .register(registry);
  }

  private static double currentCertificateEnds(SealingKeys keys) {
    return keys.keys()
        .current()
        .map(key -> (double) key.pair().certificate().notAfter().getEpochSecond())
        .orElse(Double.NaN);
  }
}
