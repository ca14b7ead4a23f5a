package dev.sealer.sealedsecrets.keys;

import dev.sealer.sealedsecrets.keys.plan.KeyLife;
import dev.sealer.sealedsecrets.keys.plan.KeyOrder;
import dev.sealer.sealing.keys.NewSealingKey;
import java.time.Duration;
import java.util.Map;

/**
 * The settings of sealing keys: their Secrets, their life and their order.
 *
 * @param namespace of the key Secrets
 * @param prefix their {@code generateName}, without an added dash; also the name of a legacy key
 *     Secret that needs no label
 * @param newKey what a new key is like
 * @param life when one is made
 * @param order which is current
 * @param labels more labels for new key Secrets
 * @param annotations annotations for new key Secrets
 */
public record KeySettings(
    String namespace,
    String prefix,
    NewSealingKey newKey,
    KeyLife life,
    KeyOrder order,
    Map<String, String> labels,
    Map<String, String> annotations) {

  /** Owns the fields of key Secrets; the upstream controller's name, so that both are one owner. */
  public static final String FIELD_MANAGER = "sealed-secrets-controller";

  /** Copies the maps. */
  public KeySettings {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /**
   * Returns the defaults of the Sealed Secrets controller: 4096 bits, 10 years, renewed every 30
   * days.
   */
  public static KeySettings defaults(String namespace) {
    return new KeySettings(
        namespace,
        "sealed-secrets-key",
        new NewSealingKey(4096, "", Duration.ofDays(3650)),
        new KeyLife(Duration.ofDays(30), null, false),
        KeyOrder.CERT_NOT_BEFORE,
        Map.of(),
        Map.of());
  }
}
