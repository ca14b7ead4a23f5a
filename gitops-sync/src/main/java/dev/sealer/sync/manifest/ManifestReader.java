package dev.sealer.sync.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.util.ArrayList;
import java.util.List;

/** Reads the objects of a file of manifests. */
public final class ManifestReader {

  private ManifestReader() {}

  /**
   * Reads all objects; a {@code List} gives its items. A document with neither {@code apiVersion}
   * nor {@code kind} is no manifest (a file of values, say) and is left out.
   *
   * @param file its path, for messages
   * @throws ManifestException naming file and line
   */
  public static List<Manifest> read(String file, byte[] bytes) {
    List<Manifest> found = new ArrayList<>();
    try {
      for (Document document : KubeYaml.readDocuments(bytes, file)) {
        Origin origin = new Origin(file, document.startLine());
        if (!(document.content() instanceof ObjectNode object)) {
          throw ManifestException.at(origin, "a manifest is a mapping, and this is not one");
        }
        if (object.has("apiVersion") || object.has("kind")) {
          take(object, origin, document, found);
        }
      }
    } catch (YamlException e) {
      throw ManifestException.because(e);
    }
    return found;
  }

  private static void take(
      ObjectNode object, Origin origin, Document document, List<Manifest> found) {
    if (!isList(object)) {
      found.add(checked(object, origin));
      return;
    }
    JsonNode items = object.path("items");
    for (int i = 0; i < items.size(); i++) {
      Origin itemOrigin = new Origin(origin.file(), document.lineOf("/items/" + i));
      if (!(items.get(i) instanceof ObjectNode item)) {
        throw ManifestException.at(itemOrigin, "an item of a List is an object, and this is not");
      }
      found.add(checked(item, itemOrigin));
    }
  }

  private static boolean isList(ObjectNode object) {
    return object.path("kind").asText().endsWith("List") && object.path("items").isArray();
  }

  private static Manifest checked(ObjectNode object, Origin origin) {
    requireText(object, "apiVersion", origin);
    requireText(object, "kind", origin);
    JsonNode metadata = object.path("metadata");
    if (!metadata.isObject()) {
      throw ManifestException.at(origin, object.path("kind").asText() + " has no metadata");
    }
    if (!hasText(metadata, "name") && !hasText(metadata, "generateName")) {
      throw ManifestException.at(origin, object.path("kind").asText() + " has no metadata.name");
    }
    checkMetadata(object, origin);
    return new Manifest(object, origin);
  }

  private static void checkMetadata(ObjectNode object, Origin origin) {
    for (String map : List.of("labels", "annotations")) {
      JsonNode entries = object.path("metadata").path(map);
      if (entries.isNull() || entries.isMissingNode()) {
        continue;
      }
      if (!entries.isObject()) {
        throw ManifestException.at(origin, "metadata." + map + " must be a mapping");
      }
      entries
          .properties()
          .forEach(entry -> {
            if (!entry.getValue().isTextual() && !entry.getValue().isNull()) {
              throw ManifestException.at(
                  origin,
                  "metadata." + map + "." + entry.getKey() + " must be text: put it in quotes");
            }
          });
    }
  }

  private static void requireText(ObjectNode object, String field, Origin origin) {
    if (!hasText(object, field)) {
      throw ManifestException.at(origin, "the object has no " + field);
    }
  }

  private static boolean hasText(JsonNode object, String field) {
    return object.path(field).isTextual() && !object.path(field).asText().isBlank();
  }
}
