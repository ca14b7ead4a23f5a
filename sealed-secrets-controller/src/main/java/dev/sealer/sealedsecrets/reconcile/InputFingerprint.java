package dev.sealer.sealedsecrets.reconcile;

import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names everything a Secret is made of, under a key of the cluster: HMAC-SHA256 over the object's
 * identity, generation, annotations and spec, each with its length in front.
 */
public final class InputFingerprint {

  private static final String ALGORITHM = "HmacSHA256";
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
    Mac mac = key.reveal(InputFingerprint::mac);
    add(mac, DOMAIN);
    add(mac, object.key().namespace());
    add(mac, object.key().name());
    add(mac, object.uid());
    add(mac, Long.toString(object.generation()));
    new TreeMap<>(object.annotations())
        .forEach((name, value) -> {
          add(mac, name);
          add(mac, value);
        });
    add(mac, Json.textOf(object.spec()));
    return HexFormat.of().formatHex(mac.doFinal());
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static void add(Mac mac, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    mac.update(bytes);
  }
}
