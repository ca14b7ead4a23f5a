package dev.sealer.cli.unseal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.manifest.MetadataTree;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens SealedSecrets offline. The Secret has the peer's fields in the peer's order. */
public final class SecretOpening {
  private static final String NO_KEY = "no key could decrypt secret";
  private static final String SKIP_OWNER = "sealedsecrets.bitnami.com/skip-set-owner-references";

  private final Unsealer unsealer;

  /** Opens with these keys. */
  public SecretOpening(Unsealer unsealer) {
    this.unsealer = unsealer;
  }

  /**
   * Opens one SealedSecret.
   *
   * @throws ManifestException when it is none, makes keys from templates, or one of its items does
   *     not open
   */
  public ObjectNode open(JsonNode sealed) {
    JsonNode template = sealed.path("spec").path("template");
    if (!template.path("data").isEmpty()) {
      throw new ManifestException(
          "spec.template.data makes keys from templates, which only the controller renders: remove"
              + " it to open the sealed items alone");
    }
    String name = sealed.path("metadata").path("name").asText("");
    String namespace = sealed.path("metadata").path("namespace").asText("");
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    secret.put("kind", "Secret");
    secret.put("apiVersion", "v1");
    secret.set("metadata", metadata(sealed, template.path("metadata"), name, namespace));
    if (template.path("immutable").isBoolean()) {
      secret.set("immutable", template.path("immutable"));
    }
    Map<String, String> data = values(sealed, name, namespace);
    if (!data.isEmpty()) {
      data.forEach(secret.putObject("data")::put);
    }
    if (!template.path("type").asText("").isEmpty()) {
      secret.set("type", template.path("type"));
    }
    return secret;
  }

  private static ObjectNode metadata(
      JsonNode sealed, JsonNode template, String name, String namespace) {
    Map<String, String> annotations =
        MetadataTree.strings(template.path("annotations"), "spec.template.metadata.annotations");
    ObjectNode metadata = MetadataTree.forTemplate(name, namespace, template, annotations);
    if ("true".equals(annotations.get(SKIP_OWNER))) {
      return metadata;
    }
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("name", "generateName", "namespace", "labels", "annotations")) {
      move(metadata, ordered, field);
    }
    ObjectNode owner = ordered.putArray("ownerReferences").addObject();
    owner.put("apiVersion", sealed.path("apiVersion").asText(""));
    owner.put("kind", sealed.path("kind").asText(""));
    owner.put("name", name);
    owner.put("uid", sealed.path("metadata").path("uid").asText(""));
    owner.put("controller", true);
    ordered.setAll(metadata);
    return ordered;
  }

  private static void move(ObjectNode from, ObjectNode to, String field) {
    @Nullable JsonNode value = from.remove(field);
    if (value != null) {
      to.set(field, value);
    }
  }

  private Map<String, String> values(JsonNode sealed, String name, String namespace) {
    Map<String, String> annotations =
        MetadataTree.strings(sealed.path("metadata").path("annotations"), "metadata.annotations");
    SealingLabel label = Scope.ofAnnotations(annotations).label(namespace, name);
    Map<String, String> opened = new TreeMap<>();
    Map<String, String> problems = new TreeMap<>();
    @Nullable KeyFingerprint hint = null;
    for (Map.Entry<String, JsonNode> item :
        sealed.path("spec").path("encryptedData").properties()) {
      ParsedItem parsed = SealedItem.parseBase64(item.getValue().asText(""));
      hint = open(item.getKey(), parsed, label, hint, new Outcomes(opened, problems));
    }
    if (!problems.isEmpty()) {
      throw new ManifestException(grouped(problems));
    }
    return opened;
  }

  /** Where items go: base64 of what opened, or what is wrong, by key. */
  private record Outcomes(Map<String, String> opened, Map<String, String> problems) {}

  private @Nullable KeyFingerprint open(
      String key,
      ParsedItem parsed,
      SealingLabel label,
      @Nullable KeyFingerprint hint,
      Outcomes outcomes) {
    switch (parsed) {
      case ParsedItem.Malformed(var reason, var detail) ->
          outcomes.problems().put(key, reason == ParsedItem.Reason.NOT_BASE64 ? detail : NO_KEY);
      case ParsedItem.Parsed(var item) -> {
        switch (unsealer.unseal(item, label, hint)) {
          case UnsealResult.NotOpened() -> outcomes.problems().put(key, NO_KEY);
          case UnsealResult.Unsealed unsealed -> {
            try (unsealed) {
              outcomes
                  .opened()
                  .put(key, unsealed.value().reveal(Base64.getEncoder()::encodeToString));
              return unsealed.openedBy();
            }
          }
        }
      }
    }
    return hint;
  }

  /** Equal problems on one line, with the keys that have them. */
  private static String grouped(Map<String, String> problems) {
    Map<String, List<String>> keys =
        problems.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    LinkedHashMap::new,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    return keys.entrySet().stream()
        .map(group -> group.getKey() + " (" + String.join(", ", group.getValue()) + ")")
        .collect(Collectors.joining("\n"));
  }
}
