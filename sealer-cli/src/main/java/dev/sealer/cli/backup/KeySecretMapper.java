package dev.sealer.cli.backup;

import dev.sealer.gocompat.GoBase64;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.ObjectCopyAnnotations;
import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.model.KeySecretJson;
import dev.sealer.secret.SecretBytes;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Key Secrets between the client's model and ours. What only a live object has (uid, versions,
 * owners, managed fields) stays behind. Values become base64 text here, because the API takes
 * nothing else.
 */
final class KeySecretMapper {

  private KeySecretMapper() {}

  /**
   * Reads one.
   *
   * @throws InvalidKeyMaterialException when it holds no usable key
   */
  static BackedUpKey read(Secret secret) {
    Map<String, SecretBytes> data = new HashMap<>();
    try {
      texts(secret.getData())
          .forEach(
              (key, text) -> data.put(key, SecretBytes.takeOver(KeySecretJson.decode(key, text))));
      return BackedUpKey.parse(shape(secret), data);
    } catch (InvalidKeyMaterialException e) {
      data.values().forEach(SecretBytes::close);
      throw e;
    }
  }

  /** What is known of one that may be unusable. */
  static KeySecret live(Secret secret) {
    KeySecret.Head head =
        new KeySecret.Head(
            secret.getMetadata().getName(),
            String.valueOf(secret.getMetadata().getUid()),
            created(secret.getMetadata()),
            texts(secret.getMetadata().getLabels()).getOrDefault(KeySecret.LABEL, ""),
            Boolean.TRUE.equals(secret.getImmutable()));
    try (BackedUpKey key = read(secret)) {
      return new KeySecret.Usable(head, key.pair());
    } catch (InvalidKeyMaterialException e) {
      return new KeySecret.Malformed(head, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The Secret to apply.
   *
   * @param status value of the key label; empty for none
   */
  static Secret write(BackedUpKey key, String namespace, String name, String status) {
    Map<String, String> labels = new TreeMap<>(key.shape().labels());
    if (status.isEmpty()) {
      labels.remove(KeySecret.LABEL);
    } else {
      labels.put(KeySecret.LABEL, status);
    }
    Map<String, String> data = new TreeMap<>();
    key.data().forEach((field, value) -> data.put(field, value.<String>reveal(GoBase64::encode)));
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(labels)
        .withAnnotations(key.shape().annotations())
        .endMetadata()
        .withType(key.shape().type())
        .withImmutable(key.shape().immutable() ? true : null)
        .withData(data)
        .build();
  }

  private static BackedUpKey.Shape shape(Secret secret) {
    ObjectMeta metadata = secret.getMetadata();
    Map<String, String> annotations = texts(metadata.getAnnotations());
    ObjectCopyAnnotations.removeFrom(annotations.keySet());
    return new BackedUpKey.Shape(
        metadata.getName(),
        secret.getType() == null ? KeySecretJson.TYPE : secret.getType(),
        Boolean.TRUE.equals(secret.getImmutable()),
        created(metadata),
        texts(metadata.getLabels()),
        annotations);
  }

  private static Map<String, String> texts(@Nullable Map<String, String> given) {
    return given == null ? new HashMap<>() : new HashMap<>(given);
  }

  private static Instant created(ObjectMeta metadata) {
    return KeySecretJson.time(String.valueOf(metadata.getCreationTimestamp()));
  }
}
