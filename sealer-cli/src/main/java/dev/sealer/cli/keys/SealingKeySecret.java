package dev.sealer.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A sealing key as a Secret keeps it: type {@code kubernetes.io/tls}, {@code tls.key} and {@code
 * tls.crt} as PEM. A private key becomes base64 here, because the API takes nothing else.
 *
 * @param name of the Secret
 * @param created when the Secret was made, as the API server says it; empty when unknown
 * @param active whether controllers use it, by its label; a legacy key needs none
 * @param pair nothing when it holds no usable key
 * @param problem why it does not; empty otherwise
 */
public record SealingKeySecret(
    String name, String created, boolean active, Optional<SealingKeyPair> pair, String problem) {

  /** Marks a Secret as a sealing key when its value is {@code active}. */
  public static final String LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";

  private static final String ACTIVE = "active";
  private static final String KEY = "tls.key";
  private static final String CERTIFICATE = "tls.crt";

  /**
   * Reads one.
   *
   * @param legacyName name of the Secret that needs no label
   */
  public static SealingKeySecret read(JsonNode secret, String legacyName) {
    JsonNode metadata = secret.path("metadata");
    String name = metadata.path("name").asText("");
    String created = metadata.path("creationTimestamp").asText("");
    boolean active =
        name.equals(legacyName) || ACTIVE.equals(metadata.path("labels").path(LABEL).asText(""));
    try (SecretBytes key = SecretBytes.takeOver(value(secret, KEY))) {
      SealingKeyPair pair = SealingKeyPair.parse(key, value(secret, CERTIFICATE));
      return new SealingKeySecret(name, created, active, Optional.of(pair), "");
    } catch (InvalidKeyMaterialException e) {
      return new SealingKeySecret(
          name, created, active, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static byte[] value(JsonNode secret, String key) {
    JsonNode value = secret.path("data").path(key);
    if (!value.isTextual()) {
      throw new InvalidKeyMaterialException("the Secret has no " + key);
    }
    try {
      return GoBase64.decode(value.textValue());
    } catch (CorruptInputException e) {
      throw new InvalidKeyMaterialException(key + " is not base64");
    }
  }

  /**
   * A new key as the controller would make it.
   *
   * @param prefix of the name, to which the API server adds
   */
  public static ObjectNode write(SealingKeyPair pair, String prefix) {
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    secret.put("kind", "Secret");
    secret.put("apiVersion", "v1");
    ObjectNode metadata = secret.putObject("metadata");
    metadata.put("generateName", prefix);
    metadata.putObject("labels").put(LABEL, ACTIVE);
    secret.put("type", "kubernetes.io/tls");
    ObjectNode data = secret.putObject("data");
    try (SecretBytes key = pair.key().toPem()) {
      data.put(KEY, key.<String>reveal(GoBase64::encode));
    }
    byte[] certificate = pair.certificate().toPem().getBytes(StandardCharsets.US_ASCII);
    data.put(CERTIFICATE, GoBase64.encode(certificate));
    return secret;
  }
}
