package dev.sealer.sealedsecrets.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.keys.plan.KeySecret;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.TreeMap;

/**
 * Key Secrets as JSON: type {@code kubernetes.io/tls}, {@code tls.key} as PKCS#1 PEM, {@code
 * tls.crt} as PEM. A private key becomes base64 text here, because the API takes nothing else.
 */
final class KeySecrets {

  private static final String KEY = "tls.key";
  private static final String CERTIFICATE = "tls.crt";

  private KeySecrets() {}

  /** Reads one; whatever is wrong with it becomes its quarantine. */
  static KeySecret read(JsonNode secret) {
    String name = secret.path("metadata").path("name").asText();
    try (SecretBytes key = SecretBytes.takeOver(value(secret, KEY))) {
      SealingKeyPair pair = SealingKeyPair.parse(key, value(secret, CERTIFICATE));
      return new KeySecret.Usable(name, created(secret), pair);
    } catch (InvalidKeyMaterialException e) {
      return new KeySecret.Quarantined(
          name, secret.path("metadata").path("uid").asText(), String.valueOf(e.getMessage()));
    }
  }

  /** Whether {@code secret} is marked as a key and can be used as one. */
  static boolean counts(JsonNode secret) {
    JsonNode label = secret.path("metadata").path("labels").path(KeySettings.LABEL);
    return label.asText().equals(KeySettings.ACTIVE) && read(secret) instanceof KeySecret.Usable;
  }

  /** Whether {@code secret} holds this very key. */
  static boolean holds(JsonNode secret, SealingKeyPair pair) {
    return read(secret) instanceof KeySecret.Usable usable
        && usable.pair().fingerprint().equals(pair.fingerprint());
  }

  /** Writes one. */
  static ObjectNode write(String name, SealingKeyPair pair, KeySettings settings) {
    ObjectNode secret = Json.object();
    ObjectNode metadata = secret.putObject("metadata");
    metadata.put("name", name);
    ObjectNode labels = metadata.putObject("labels");
    new TreeMap<>(settings.labels()).forEach(labels::put);
    labels.put(KeySettings.LABEL, KeySettings.ACTIVE);
    if (!settings.annotations().isEmpty()) {
      ObjectNode annotations = metadata.putObject("annotations");
      new TreeMap<>(settings.annotations()).forEach(annotations::put);
    }
    secret.put("type", "kubernetes.io/tls");
    ObjectNode data = secret.putObject("data");
    try (SecretBytes key = pair.key().toPem()) {
      data.put(KEY, key.<String>reveal(GoBase64::encode));
    }
    data.put(
        CERTIFICATE,
        GoBase64.encode(pair.certificate().toPem().getBytes(StandardCharsets.US_ASCII)));
    return secret;
  }

  private static byte[] value(JsonNode secret, String key) {
    JsonNode value = secret.path("data").path(key);
    if (!value.isTextual()) {
      throw new InvalidKeyMaterialException("the Secret has no " + key);
    }
    try {
      return GoBase64.decode(value.asText());
    } catch (CorruptInputException e) {
      throw new InvalidKeyMaterialException(key + " is not base64");
    }
  }

  private static Instant created(JsonNode secret) {
    try {
      return Instant.parse(secret.path("metadata").path("creationTimestamp").asText());
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
