package dev.sealer.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.Scope;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A SealedSecret as a JSON tree, its fields in the peer's order. */
public final class SealedSecretJson {
  /** Version of the kind. */
  public static final String API_VERSION = "bitnami.com/v1alpha1";

  /** Name of the kind. */
  public static final String KIND = "SealedSecret";

  private SealedSecretJson() {}

  /** Puts a SealedSecret together. */
  public static ObjectNode of(
      ObjectNode metadata,
      ObjectNode templateMetadata,
      String type,
      @Nullable Boolean immutable,
      Map<String, String> items) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("kind", KIND);
    object.put("apiVersion", API_VERSION);
    object.set("metadata", metadata);
    ObjectNode spec = object.putObject("spec");
    ObjectNode template = spec.putObject("template");
    template.set("metadata", templateMetadata);
    MetadataJson.putText(template, "type", type);
    if (immutable != null) {
      template.put("immutable", immutable);
    }
    ObjectNode encrypted = spec.putObject("encryptedData");
    new TreeMap<>(items).forEach(encrypted::put);
    return object;
  }

  /** Whether a tree says that it is a SealedSecret. */
  public static boolean is(JsonNode content) {
    return KIND.equals(content.path("kind").asText())
        && API_VERSION.equals(content.path("apiVersion").asText());
  }

  /** The scope of a SealedSecret, by its own annotations; what is no text counts as not set. */
  public static Scope scope(JsonNode sealed) {
    Map<String, String> annotations = new TreeMap<>();
    sealed
        .path("metadata")
        .path("annotations")
        .properties()
        .forEach(entry -> annotations.put(entry.getKey(), entry.getValue().asText("")));
    return Scope.ofAnnotations(annotations);
  }
}
