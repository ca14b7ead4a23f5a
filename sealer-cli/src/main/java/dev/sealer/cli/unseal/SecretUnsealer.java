package dev.sealer.cli.unseal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.InvalidManifestException;
import dev.sealer.cli.launch.LazyLibraries;
import dev.sealer.cli.manifest.MetadataJson;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.model.DataKeyErrors;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.secret.SecretBytes;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens SealedSecrets offline. The Secret has kubeseal's fields in kubeseal's order. Plaintext
 * becomes base64 here, because a manifest is text.
 */
public final class SecretUnsealer {
  private static final String SKIP_OWNER = "sealedsecrets.bitnami.com/skip-set-owner-references";

  private final Unsealer unsealer;

  /** Opens with these keys. */
  public SecretUnsealer(Unsealer unsealer) {
    this.unsealer = unsealer;
  }

  /**
   * Opens one SealedSecret.
   *
   * @param otherwise its namespace if it names none; empty when it is not known
   * @throws InvalidManifestException when one of its items does not open, or a template fails
   */
  public ObjectNode open(JsonNode sealed, String otherwise) {
    JsonNode template = sealed.path("spec").path("template");
    JsonNode whole = sealed.path("spec").path("data");
    if (!whole.isMissingNode() && !whole.isNull()) {
      throw new InvalidManifestException(
          "spec.data: only the controller can unseal the deprecated form; convert it with"
              + " kubeseal --re-encrypt");
    }
    String name = sealed.path("metadata").path("name").asText("");
    String own = sealed.path("metadata").path("namespace").asText("");
    String namespace = own.isEmpty() ? otherwise : own;
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    secret.put("kind", "Secret");
    secret.put("apiVersion", "v1");
    secret.set("metadata", metadata(sealed, template.path("metadata"), name, namespace));
    if (template.path("immutable").isBoolean()) {
      secret.set("immutable", template.path("immutable"));
    }
    putData(secret, sealed, scope(sealed).labelToTry(namespace, name));
    if (!template.path("type").asText("").isEmpty()) {
      secret.set("type", template.path("type"));
    }
    return secret;
  }

  private static ObjectNode metadata(
      JsonNode sealed, JsonNode template, String name, String namespace) {
    Map<String, String> annotations =
        MetadataJson.strings(template.path("annotations"), "spec.template.metadata.annotations");
    ObjectNode metadata = MetadataJson.forTemplate(name, namespace, template, annotations);
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

  private static Scope scope(JsonNode sealed) {
    return Scope.ofAnnotations(
        MetadataJson.strings(sealed.path("metadata").path("annotations"), "metadata.annotations"));
  }

  private void putData(ObjectNode secret, JsonNode sealed, SealingLabel label) {
    Map<String, SecretBytes> opened = new TreeMap<>();
    Map<String, SecretBytes> data = new TreeMap<>();
    try {
      openItems(sealed.path("spec").path("encryptedData"), label, opened);
      Map<String, @Nullable String> templates = templates(sealed);
      // Most Secrets have no templates, and what renders them takes time to load.
      data.putAll(
          templates.isEmpty()
              ? opened
              : LazyLibraries.service(DataTemplateRenderer.class).data(templates, opened));
      if (!data.isEmpty()) {
        ObjectNode written = secret.putObject("data");
        data.forEach((key, value) ->
            written.put(key, value.<String>reveal(Base64.getEncoder()::encodeToString)));
      }
    } finally {
      opened.values().forEach(SecretBytes::close);
      data.values().forEach(SecretBytes::close);
    }
  }

  private static Map<String, @Nullable String> templates(JsonNode sealed) {
    Map<String, @Nullable String> templates = new TreeMap<>();
    JsonNode given = sealed.path("spec").path("template").path("data");
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      if (entry.getValue().isContainerNode()) {
        throw new InvalidManifestException(
            "spec.template.data." + entry.getKey() + " is not a text");
      }
      templates.put(entry.getKey(), entry.getValue().isNull() ? null : entry.getValue().asText());
    }
    return templates;
  }

  private void openItems(JsonNode items, SealingLabel label, Map<String, SecretBytes> opened) {
    DataKeyErrors problems = new DataKeyErrors();
    @Nullable KeyFingerprint hint = null;
    for (Map.Entry<String, JsonNode> item : byKey(items).entrySet()) {
      switch (SealedItem.parseBase64(item.getValue().asText(""))) {
        case ParsedItem.Malformed(var reason, var detail) ->
            problems.add(
                item.getKey(),
                reason == ParsedItem.Reason.NOT_BASE64 ? detail : DataKeyErrors.NO_KEY);
        case ParsedItem.Parsed(var parsed) -> {
          switch (unsealer.unseal(parsed, label, hint)) {
            case UnsealResult.NotOpened() -> problems.add(item.getKey(), DataKeyErrors.NO_KEY);
            case UnsealResult.Unsealed unsealed -> {
              opened.put(item.getKey(), unsealed.value());
              hint = unsealed.openedBy();
            }
          }
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidManifestException(problems.text());
    }
  }

  private static Map<String, JsonNode> byKey(JsonNode items) {
    Map<String, JsonNode> byKey = new TreeMap<>();
    items.properties().forEach(item -> byKey.put(item.getKey(), item.getValue()));
    return byKey;
  }
}
