package dev.sealer.cli.backup;

import dev.sealer.cli.backup.plan.ClusterKey;
import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.ObjectCopyAnnotations;
import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.secret.SecretBytes;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Key Secrets between the client's model and ours. What only a live object has (uid, versions,
 * owners, managed fields) stays behind. Values become base64 text here, because the API takes
 * nothing else.
 */
final class KeySecretMapper {

  private static final String TLS = "kubernetes.io/tls";

  private KeySecretMapper() {}

  /**
   * Reads one.
   *
   * @throws InvalidKeyMaterialException when it holds no usable key
   */
  static BackedUpKey read(Secret secret) {
    Map<String, SecretBytes> data = new HashMap<>();
    try {
      texts(secret.getData()).forEach((key, text) -> data.put(key, decode(key, text)));
      return BackedUpKey.parse(shape(secret), data);
    } catch (InvalidKeyMaterialException e) {
      data.values().forEach(SecretBytes::close);
      throw e;
    }
  }

  /** What is known of one that may be unusable. */
  static ClusterKey live(Secret secret) {
    String status = texts(secret.getMetadata().getLabels()).getOrDefault(BackedUpKey.LABEL, "");
    boolean immutable = Boolean.TRUE.equals(secret.getImmutable());
    String name = secret.getMetadata().getName();
    try (BackedUpKey key = read(secret)) {
      return new ClusterKey(name, status, immutable, Optional.of(key.pair()), "");
    } catch (InvalidKeyMaterialException e) {
      return new ClusterKey(
          name, status, immutable, Optional.empty(), String.valueOf(e.getMessage()));
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
      labels.remove(BackedUpKey.LABEL);
    } else {
      labels.put(BackedUpKey.LABEL, status);
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
        secret.getType() == null ? TLS : secret.getType(),
        Boolean.TRUE.equals(secret.getImmutable()),
        created(metadata),
        texts(metadata.getLabels()),
        annotations);
  }

  private static Map<String, String> texts(@Nullable Map<String, String> given) {
    return given == null ? new HashMap<>() : new HashMap<>(given);
  }

  private static SecretBytes decode(String key, String text) {
    try {
      return SecretBytes.takeOver(GoBase64.decode(text));
    } catch (CorruptInputException e) {
      throw new InvalidKeyMaterialException(key + " is not base64");
    }
  }

  private static Instant created(ObjectMeta metadata) {
    try {
      return Instant.parse(String.valueOf(metadata.getCreationTimestamp()));
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
