package dev.sealer.sealing.backup;

import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.model.KeySecretJson;
import dev.sealer.secret.SecretBytes;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One key Secret: everything that a cluster needs to have it back. Owns its values.
 *
 * @param shape what is not secret
 * @param data the Secret's values by key, all of them as they stood
 * @param pair what {@code tls.key} and {@code tls.crt} hold
 */
public record BackedUpKey(Shape shape, Map<String, SecretBytes> data, SealingKeyPair pair)
    implements AutoCloseable {

  /**
   * A key Secret without its values.
   *
   * @param name of the Secret
   * @param type mostly {@code kubernetes.io/tls}
   * @param immutable whether the Secret may not be changed
   * @param created when the Secret was made; by {@code --key-order-priority} it may order keys
   */
  public record Shape(
      String name,
      String type,
      boolean immutable,
      Instant created,
      Map<String, String> labels,
      Map<String, String> annotations) {

    /** Copies the maps. */
    public Shape {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }

    /**
     * Returns the value of {@link KeySecret#LABEL}; empty for a key that is known by its name
     * alone.
     */
    public String status() {
      return labels.getOrDefault(KeySecret.LABEL, "");
    }
  }

  /** Copies the map. */
  public BackedUpKey {
    data = Map.copyOf(data);
  }

  /**
   * Reads a key from the Secret's values, which the result owns from then on.
   *
   * @throws InvalidKeyMaterialException when the private key or its certificate is missing, cannot
   *     be read, or belongs to another; the values then stay the caller's
   */
  public static BackedUpKey parse(Shape shape, Map<String, SecretBytes> data) {
    SecretBytes key = value(data, KeySecretJson.PRIVATE_KEY);
    SecretBytes certificate = value(data, KeySecretJson.CERTIFICATE);
    return new BackedUpKey(
        shape, data, SealingKeyPair.parse(key, BackupDocument.certificateOf(certificate)));
  }

  private static SecretBytes value(Map<String, SecretBytes> data, String key) {
    SecretBytes value = data.get(key);
    if (value == null) {
      throw new InvalidKeyMaterialException("the Secret has no " + key);
    }
    return value;
  }

  /** Returns the Secret's name. */
  public String name() {
    return shape.name();
  }

  /** Names the key. */
  public KeyFingerprint fingerprint() {
    return pair.fingerprint();
  }

  /** Returns the values in the order of their keys. */
  Map<String, SecretBytes> sortedData() {
    return new TreeMap<>(data);
  }

  /** Wipes the values. */
  @Override
  public void close() {
    data.values().forEach(SecretBytes::close);
  }
}
