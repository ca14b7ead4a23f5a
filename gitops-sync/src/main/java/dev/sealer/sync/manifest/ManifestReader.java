package dev.sealer.sync.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the objects of a file of manifests. */
public final class ManifestReader {

  private static final List<String> WORDS = List.of("apiVersion", "kind", "metadata");
  private static final String WAY_OUT =
      "; if the file is not a manifest, name it in spec.source.directory.exclude";

  private ManifestReader() {}

  /**
   * Reads all objects; a {@code List} gives its items.
   *
   * <p>A directory of manifests may hold files of other programs. As in Argo CD, a document without
   * {@code kind} is left out, unless the file gave an object before, or holds all three words of a
   * manifest: then it is a broken manifest. So is a file that is not YAML and has one of the two
   * words that a manifest begins with.
   *
   * @param file its path, for messages
   * @throws ManifestException naming file and line
   */
  public static List<Manifest> read(String file, byte[] bytes) {
    List<Manifest> found = new ArrayList<>();
    Set<String> words = words(bytes);
    boolean claimed = words.size() == WORDS.size();
    try {
      for (Document document : KubeYaml.readDocuments(bytes, file)) {
        Origin origin = new Origin(file, document.startLine());
        if (document.content() instanceof ObjectNode object && hasText(object, "kind")) {
          take(object, origin, document, found);
        } else if (claimed || !found.isEmpty()) {
          refuse(document.content(), origin);
        }
      }
    } catch (YamlException e) {
      // What is left out could be pruned, so a file that may be a broken manifest is an error.
      if (words.contains("kind") || words.contains("apiVersion")) {
        throw ManifestException.because(e);
      }
    }
    return found;
  }

  /** The words of a manifest that a text holds as keys. */
  private static Set<String> words(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return WORDS.stream()
        .filter(word -> text.contains(word + ":") || text.contains("\"" + word + "\""))
        .collect(Collectors.toSet());
  }

  private static void refuse(JsonNode content, Origin origin) {
    if (!content.isObject()) {
      throw ManifestException.at(origin, "a manifest is a mapping, and this is not one");
    }
    if (!content.isEmpty()) {
      throw ManifestException.at(origin, "the object has no kind" + WAY_OUT);
    }
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
    if (!hasText(object, "apiVersion")) {
      throw ManifestException.at(
          origin,
          (object.has("apiVersion") ? "apiVersion is not text" : "the object has no apiVersion")
              + WAY_OUT);
    }
    if (!hasText(object, "kind")) {
      throw ManifestException.at(origin, "the object has no kind" + WAY_OUT);
    }
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

  private static boolean hasText(JsonNode object, String field) {
    return object.path(field).isTextual() && !object.path(field).asText().isBlank();
  }
}
