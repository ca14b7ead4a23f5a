package dev.sealer.sealedsecrets.reconcile;

import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealing.FieldHmac;
import dev.sealer.secret.SecretBytes;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Fingerprints everything a Secret is made of, under a key of the cluster: the object's identity,
 * generation, annotations and spec.
 */
public final class InputFingerprint {

  private static final String DOMAIN = "sealer.dev/sealed-secret-input/v1";

  private final SecretBytes key;

  /**
   * Fingerprints under {@code key}.
   *
   * @param key 32 random bytes; stays the caller's
   */
  public InputFingerprint(SecretBytes key) {
    this.key = key;
  }

  /** The fingerprint in hex. */
  String of(SealedObject object) {
    FieldHmac mac = key.reveal(FieldHmac::new);
    mac.start(
        DOMAIN,
        object.key().namespace(),
        object.key().name(),
        object.uid(),
        Long.toString(object.generation()));
    new TreeMap<>(object.annotations()).forEach((name, value) -> mac.add(name).add(value));
    mac.add(Json.textOf(object.spec()));
    return HexFormat.of().formatHex(mac.finish());
  }
}
