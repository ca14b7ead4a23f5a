package dev.sealer.sealedsecrets.plan.unseal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.sealedsecrets.plan.SecretTemplate;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ObjectCopyAnnotations;
import dev.sealer.secret.SecretBytes;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The deprecated form of a SealedSecret: one sealed value that holds the JSON of a whole Secret.
 * Plaintext becomes a tree here, because the format puts it inside JSON.
 */
final class WholeObject {

  private WholeObject() {}

  /** Reads the Secret in {@code json}; empty if it is not one. */
  static Optional<UnsealedValues> read(SecretBytes json, KeyFingerprint by) {
    return json.reveal(bytes -> parse(bytes, by));
  }

  private static Optional<UnsealedValues> parse(byte[] json, KeyFingerprint by) {
    try {
      JsonNode secret = KubeYaml.readDocument(json, "sealed object").content();
      return secret.path("kind").asText().equals("Secret")
          ? unsealed(secret, by)
          : Optional.empty();
    } catch (YamlException notJson) {
      // Its message may quote the value.
      return Optional.empty();
    }
  }

  private static Optional<UnsealedValues> unsealed(JsonNode secret, KeyFingerprint by) {
    JsonNode metadata = secret.path("metadata");
    List<String> finalizers = new ArrayList<>();
    metadata.path("finalizers").forEach(each -> finalizers.add(each.asText()));
    Map<String, String> annotations = strings(metadata.path("annotations"));
    ObjectCopyAnnotations.removeFrom(annotations.keySet());
    UnsealedValues unsealed =
        new UnsealedValues(
            new SecretTemplate(
                strings(metadata.path("labels")),
                annotations,
                finalizers,
                text(secret.path("type")),
                secret.path("immutable").isBoolean()
                    ? secret.path("immutable").asBoolean()
                    : null));
    try {
      secret
          .path("data")
          .properties()
          .forEach(item -> unsealed.with(item.getKey(), decoded(item.getValue()), by));
    } catch (CorruptInputException e) {
      unsealed.close();
      return Optional.empty();
    }
    secret
        .path("stringData")
        .properties()
        .forEach(
            item -> unsealed.with(item.getKey(), SecretBytes.ofUtf8(item.getValue().asText()), by));
    return Optional.of(unsealed);
  }

  private static SecretBytes decoded(JsonNode base64) {
    return SecretBytes.takeOver(GoBase64.decode(base64.asText()));
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> strings = new TreeMap<>();
    node.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    return strings;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() && !node.asText().isEmpty() ? node.asText() : null;
  }
}
