package dev.sealer.sealing.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Key Secrets as JSON trees: type {@code kubernetes.io/tls}, {@code tls.key} as PKCS#1 PEM, {@code
 * tls.crt} as PEM. A private key becomes base64 here, because the API accepts nothing else.
 */
public final class KeySecretJson {

  /** The type of a key Secret. */
  public static final String TYPE = "kubernetes.io/tls";

  /** The data key of the private key. */
  public static final String PRIVATE_KEY = "tls.key";

  /** The data key of the certificate. */
  public static final String CERTIFICATE = "tls.crt";

  private KeySecretJson() {}

  /** Reads a key Secret. One without a usable key is malformed. */
  public static KeySecret read(JsonNode secret) {
    KeySecret.Head head = head(secret);
    try (SecretBytes key = SecretBytes.takeOver(value(secret, PRIVATE_KEY))) {
      return new KeySecret.Usable(head, SealingKeyPair.parse(key, value(secret, CERTIFICATE)));
    } catch (InvalidKeyMaterialException e) {
      return new KeySecret.Malformed(head, String.valueOf(e.getMessage()));
    }
  }

  private static KeySecret.Head head(JsonNode secret) {
    JsonNode metadata = secret.path("metadata");
    return new KeySecret.Head(
        metadata.path("name").asText(""),
        metadata.path("uid").asText(""),
        time(metadata.path("creationTimestamp").asText("")),
        metadata.path("labels").path(KeySecret.LABEL).asText(""),
        secret.path("immutable").asBoolean());
  }

  /** Reads a creation time. An unknown time is the epoch. */
  public static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /**
   * Decodes a value of a key Secret.
   *
   * @throws InvalidKeyMaterialException if it is not base64
   */
  public static byte[] decode(String dataKey, String value) {
    try {
      return GoBase64.decode(value);
    } catch (CorruptInputException e) {
      throw new InvalidKeyMaterialException(dataKey + " is not base64");
    }
  }

  private static byte[] value(JsonNode secret, String dataKey) {
    JsonNode value = secret.path("data").path(dataKey);
    if (!value.isTextual()) {
      throw new InvalidKeyMaterialException("the Secret has no " + dataKey);
    }
    return decode(dataKey, value.textValue());
  }

  /**
   * Writes an active key Secret without a name.
   *
   * @param labels further labels
   */
  public static ObjectNode write(
      SealingKeyPair pair, Map<String, String> labels, Map<String, String> annotations) {
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    secret.put("kind", "Secret");
    secret.put("apiVersion", "v1");
    ObjectNode metadata = secret.putObject("metadata");
    ObjectNode allLabels = metadata.putObject("labels");
    new TreeMap<>(labels).forEach(allLabels::put);
    allLabels.put(KeySecret.LABEL, KeySecret.ACTIVE);
    if (!annotations.isEmpty()) {
      ObjectNode allAnnotations = metadata.putObject("annotations");
      new TreeMap<>(annotations).forEach(allAnnotations::put);
    }
    secret.put("type", TYPE);
    ObjectNode data = secret.putObject("data");
    try (SecretBytes key = pair.key().toPem()) {
      data.put(PRIVATE_KEY, key.<String>reveal(GoBase64::encode));
    }
    byte[] certificate = pair.certificate().toPem().getBytes(StandardCharsets.US_ASCII);
    data.put(CERTIFICATE, GoBase64.encode(certificate));
    return secret;
  }
}
