package dev.sealer.cli.unseal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.launch.LazyLibraries;
import dev.sealer.cli.manifest.MetadataJson;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.model.DataKeyErrors;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretContent;
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
    SealedSecretContent content = SealedSecretContent.read(sealed, otherwise);
    if (content.sealedObject().isPresent()) {
      throw new InvalidManifestException(
          "spec.data: only the controller can unseal the deprecated form; convert it with"
              + " kubeseal --re-encrypt");
    }
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    secret.put("kind", "Secret");
    secret.put("apiVersion", "v1");
    secret.set("metadata", metadata(sealed, template.path("metadata"), content));
    if (template.path("immutable").isBoolean()) {
      secret.set("immutable", template.path("immutable"));
    }
    putData(secret, content);
    if (!template.path("type").asText("").isEmpty()) {
      secret.set("type", template.path("type"));
    }
    return secret;
  }

  private static ObjectNode metadata(
      JsonNode sealed, JsonNode template, SealedSecretContent content) {
    String name = content.id().name();
    Map<String, String> annotations = content.templateAnnotations();
    ObjectNode metadata =
        MetadataJson.forTemplate(name, content.id().namespace(), template, annotations);
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

  private void putData(ObjectNode secret, SealedSecretContent content) {
    Map<String, SecretBytes> opened = new TreeMap<>();
    Map<String, SecretBytes> data = new TreeMap<>();
    try {
      openValues(content).forEach((key, value) -> opened.put(key, value.value()));
      // Most Secrets have no templates, and what renders them takes time to load.
      data.putAll(
          content.templateData().isEmpty()
              ? opened
              : LazyLibraries.service(DataTemplateRenderer.class)
                  .data(content.templateData(), opened));
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

  private Map<String, UnsealResult.Unsealed> openValues(SealedSecretContent content) {
    return switch (unsealer.unsealAll(content, null, SecretUnsealer::malformed)) {
      case Unsealer.ValuesResult.AllUnsealed(Map<String, UnsealResult.Unsealed> values) -> values;
      case Unsealer.ValuesResult.Failed failed ->
          throw new InvalidManifestException(failed.errors().text());
    };
  }

  private static String malformed(ParsedItem.Malformed value) {
    return value.reason() == ParsedItem.Reason.NOT_BASE64 ? value.detail() : DataKeyErrors.NO_KEY;
  }
}
