package dev.sealer.sealing.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.ObjectCopyAnnotations;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.model.KeySecretJson;
import dev.sealer.secret.SecretBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Key Secrets of a backup from and to JSON trees. Fields that only a live object has (uid,
 * versions, owners, managed fields) are left out. Values become base64 here, because the API
 * accepts nothing else.
 */
public final class BackedUpKeyJson {

  private static final String METADATA = "metadata";

  private BackedUpKeyJson() {}

  /**
   * Reads a key Secret with all its values. The caller must close the result.
   *
   * @throws InvalidKeyMaterialException if the Secret is malformed
   */
  public static BackedUpKey read(JsonNode secret) {
    Map<String, SecretBytes> data = new HashMap<>();
    try {
      strings(secret.path("data"))
          .forEach(
              (key, text) -> data.put(key, SecretBytes.takeOver(KeySecretJson.decode(key, text))));
      return BackedUpKey.parse(shape(secret), data);
    } catch (InvalidKeyMaterialException e) {
      data.values().forEach(SecretBytes::close);
      throw e;
    }
  }

  /**
   * Writes a key Secret without a name.
   *
   * @param status value of {@link KeySecret#LABEL}; empty for no label
   */
  public static ObjectNode write(BackedUpKey key, String status) {
    Map<String, String> labels = new TreeMap<>(key.shape().labels());
    if (status.isEmpty()) {
      labels.remove(KeySecret.LABEL);
    } else {
      labels.put(KeySecret.LABEL, status);
    }
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = secret.putObject(METADATA);
    labels.forEach(metadata.putObject("labels")::put);
    key.shape().annotations().forEach(metadata.putObject("annotations")::put);
    secret.put("type", key.shape().type());
    if (key.shape().immutable()) {
      secret.put("immutable", true);
    }
    ObjectNode data = secret.putObject("data");
    key.data().forEach((field, value) -> data.put(field, value.<String>reveal(GoBase64::encode)));
    return secret;
  }

  private static BackedUpKey.Shape shape(JsonNode secret) {
    JsonNode metadata = secret.path(METADATA);
    Map<String, String> annotations = strings(metadata.path("annotations"));
    ObjectCopyAnnotations.removeFrom(annotations.keySet());
    return new BackedUpKey.Shape(
        metadata.path("name").asText(""),
        secret.path("type").asText(KeySecretJson.TYPE),
        secret.path("immutable").asBoolean(),
        KeySecretJson.time(metadata.path("creationTimestamp").asText("")),
        strings(metadata.path("labels")),
        annotations);
  }

  private static Map<String, String> strings(JsonNode object) {
    Map<String, String> strings = new HashMap<>();
    object.properties().forEach(each -> strings.put(each.getKey(), each.getValue().asText("")));
    return strings;
  }
}
