package dev.sealer.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.sealing.model.SealedSecretJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The SealedSecrets of a file, those in Lists too, by namespace and name. */
final class ObjectIndex {
  private ObjectIndex() {}

  /** A namespace, a name, and a count for those that appear more than once. */
  record ObjectId(String namespace, String name, int occurrence) {}

  static Map<ObjectId, JsonNode> of(ManifestText text) {
    Map<ObjectId, JsonNode> objects = new LinkedHashMap<>();
    for (ManifestText.Part part : text.parts()) {
      add(part.content(), objects);
      part.content().path("items").forEach(item -> add(item, objects));
    }
    return objects;
  }

  private static void add(JsonNode content, Map<ObjectId, JsonNode> objects) {
    if (SealedSecretJson.is(content)) {
      JsonNode metadata = content.path("metadata");
      String namespace = metadata.path("namespace").asText("");
      String name = metadata.path("name").asText("");
      int occurrence = 0;
      while (objects.containsKey(new ObjectId(namespace, name, occurrence))) {
        occurrence++;
      }
      objects.put(new ObjectId(namespace, name, occurrence), content);
    }
  }

  /** Every leaf of a tree by its path. An empty map or list is a leaf. */
  static Map<String, JsonNode> leaves(JsonNode tree) {
    Map<String, JsonNode> leaves = new TreeMap<>();
    collect("", tree, leaves);
    return leaves;
  }

  private static void collect(String path, JsonNode node, Map<String, JsonNode> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.properties()
          .forEach(entry -> collect(prefix + entry.getKey(), entry.getValue(), leaves));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + i + "]", node.get(i), leaves);
      }
    } else {
      leaves.put(path, node);
    }
  }
}
