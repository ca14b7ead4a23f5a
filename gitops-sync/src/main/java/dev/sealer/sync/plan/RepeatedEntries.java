package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sync.manifest.ResourceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes list entries that repeat a key. Kubernetes accepts such lists and lets the last entry
 * count; server-side apply refuses them. Charts that append variables make them.
 */
final class RepeatedEntries {

  private static final Set<String> GROUPS = Set.of("", "apps", "batch");

  /** Lists that Kubernetes accepts with repeated keys, and the key; the rest it refuses itself. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "env", List.of("name"),
          "imagePullSecrets", List.of("name"),
          "secrets", List.of("name"),
          "hostAliases", List.of("ip"),
          "ports", List.of("containerPort", "protocol"));

  private RepeatedEntries() {}

  /**
   * Removes all but the last entry of each key, in place.
   *
   * @return what was removed, such as {@code spec.template.spec.containers[0].env: LEVEL}
   */
  static List<String> removeFrom(ResourceId id, ObjectNode object) {
    List<String> removed = new ArrayList<>();
    if (GROUPS.contains(id.group())) {
      walk("", object, removed);
    }
    return removed;
  }

  private static void walk(String at, JsonNode node, List<String> removed) {
    if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        walk(at + "[" + i + "]", list.get(i), removed);
      }
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String below = at.isEmpty() ? field.getKey() : at + "." + field.getKey();
      List<String> keys = KEYS.get(field.getKey());
      if (keys != null && field.getValue() instanceof ArrayNode list) {
        keepLast(below, list, keys, removed);
      }
      walk(below, field.getValue(), removed);
    }
  }

  private static void keepLast(String at, ArrayNode list, List<String> keys, List<String> removed) {
    Set<String> seen = new HashSet<>();
    for (int i = list.size() - 1; i >= 0; i--) {
      JsonNode entry = list.get(i);
      String first = entry.path(keys.getFirst()).asText();
      // Service ports have other keys, and Kubernetes refuses repeated ones itself.
      if (!first.isEmpty() && !seen.add(keyOf(entry, keys))) {
        list.remove(i);
        removed.add(at + ": " + first);
      }
    }
  }

  private static String keyOf(JsonNode entry, List<String> keys) {
    StringBuilder key = new StringBuilder();
    for (String name : keys) {
      String otherwise = name.equals("protocol") ? "TCP" : "";
      key.append(entry.path(name).asText(otherwise)).append('\n');
    }
    return key.toString();
  }
}
