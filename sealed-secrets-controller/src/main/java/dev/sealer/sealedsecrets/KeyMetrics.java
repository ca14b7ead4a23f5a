package dev.sealer.sealedsecrets;

import dev.sealer.sealedsecrets.keys.SealingKeys;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealing.model.KeySecret;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Publishes metrics of the sealing keys: age, expiry, and the number of SealedSecrets that need
 * each.
 */
final class KeyMetrics {

  private static final String PREFIX = "sealer_sealing_";

  private final MultiGauge begins;
  private final MultiGauge ends;
  private final MultiGauge dependents;
  private final ObjectsByKey objects;

  KeyMetrics(MeterRegistry registry, SealingKeys keys, ObjectsByKey objects) {
    this.objects = objects;
    this.begins =
        MultiGauge.builder(PREFIX + "key_not_before_seconds")
            .description("Start of each key's validity, in Unix time: its age")
            .register(registry);
    this.ends =
        MultiGauge.builder(PREFIX + "key_not_after_seconds")
            .description("When each key's certificate expires, in Unix time")
            .register(registry);
    this.dependents =
        MultiGauge.builder(PREFIX + "key_objects")
            .description("SealedSecrets with an item that this key opened")
            .register(registry);
    for (ObjectsByKey.State state : ObjectsByKey.State.values()) {
      Gauge.builder(PREFIX + "objects", objects, o -> o.in(state))
          .description("SealedSecrets sealed for the current key, for an older one, or not open")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .strongReference(true)
          .register(registry);
    }
    ofAllKeys(registry, keys);
  }

  /** Follows a change of keys. */
  void refresh(KeySet keys) {
    begins.register(rows(keys, key -> seconds(key.pair().certificate().notBefore())), true);
    ends.register(rows(keys, key -> seconds(key.pair().certificate().notAfter())), true);
    dependents.register(
        keys.keys().stream()
            .<MultiGauge.Row<?>>map(key ->
                MultiGauge.Row.of(
                    tags(key), () -> objects.unsealedBy(key.pair().fingerprint().value())))
            .toList(),
        true);
  }

  private static void ofAllKeys(MeterRegistry registry, SealingKeys keys) {
    Gauge.builder(PREFIX + "keys", keys, k -> k.keys().keys().size())
        .description("Usable sealing keys")
        .register(registry);
    Gauge.builder(PREFIX + "keys_quarantined", keys, k -> k.keys().malformed().size())
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

  private static List<MultiGauge.Row<?>> rows(
      KeySet keys, Function<KeySecret.Usable, Double> value) {
    return keys.keys().stream()
        .<MultiGauge.Row<?>>map(key -> MultiGauge.Row.of(tags(key), value.apply(key)))
        .toList();
  }

  private static Tags tags(KeySecret.Usable key) {
    return Tags.of("key", key.pair().fingerprint().value(), "secret", key.name());
  }

  private static double currentCertificateEnds(SealingKeys keys) {
    return keys.keys()
        .current()
        .map(key -> seconds(key.pair().certificate().notAfter()))
        .orElse(Double.NaN);
  }

  private static double seconds(Instant at) {
    return at.getEpochSecond();
  }
}
