package dev.sealer.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.model.SealedSecretJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metadata in the form kubeseal writes it: the fields it knows, in its order, without those that
 * only a live object has.
 */
public final class MetadataJson {
  private static final List<String> MANAGED_FIELDS =
      List.of(
          "manager", "operation", "apiVersion", "time", "fieldsType", "fieldsV1", "subresource");

  private MetadataJson() {}

  /**
   * Returns metadata for a SealedSecret's template, without owners.
   *
   * @param annotations that hold no plaintext, as {@link UnsealedSecret#annotations} gives them
   */
  public static ObjectNode forTemplate(
      String name, String namespace, JsonNode given, Map<String, String> annotations) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    putText(metadata, "name", name);
    putText(metadata, "generateName", given.path("generateName").asText(""));
    putText(metadata, "namespace", namespace);
    putMap(metadata, "labels", SealedSecretJson.strings(given.path("labels"), "metadata.labels"));
    putMap(metadata, "annotations", annotations);
    putList(metadata, "finalizers", given.path("finalizers"));
    putManagedFields(metadata, given.path("managedFields"));
    return metadata;
  }

  /** Metadata of the SealedSecret itself: its name, its namespace, its scope. */
  public static ObjectNode ofSealed(
      String name, String namespace, Map<String, String> annotations) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    putText(metadata, "name", name);
    putText(metadata, "namespace", namespace);
    putMap(metadata, "annotations", annotations);
    return metadata;
  }

  static void putText(ObjectNode to, String field, String text) {
    if (!text.isEmpty()) {
      to.put(field, text);
    }
  }

  static void putMap(ObjectNode to, String field, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode map = to.putObject(field);
      new TreeMap<>(texts).forEach(map::put);
    }
  }

  private static void putList(ObjectNode to, String field, JsonNode items) {
    if (items.isArray() && !items.isEmpty()) {
      to.set(field, items.deepCopy());
    }
  }

  private static void putManagedFields(ObjectNode to, JsonNode entries) {
    if (!entries.isArray() || entries.isEmpty()) {
      return;
    }
    ArrayNode written = to.putArray("managedFields");
    for (JsonNode entry : entries) {
      ObjectNode copy = written.addObject();
      for (String field : MANAGED_FIELDS) {
        if (entry.has(field)) {
          copy.set(field, entry.get(field).deepCopy());
        }
      }
    }
  }
}
