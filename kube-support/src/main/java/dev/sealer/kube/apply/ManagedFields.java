package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rewrites {@code metadata.managedFields} so that what other managers own becomes ours. Pure.
 *
 * <p>Format: a list of entries with {@code manager}, {@code operation} ({@code Apply} or {@code
 * Update}), {@code apiVersion}, {@code time}, {@code subresource} and {@code fieldsV1}, a trie of
 * fields in which union is a recursive merge (Kubernetes API, meta/v1 ManagedFieldsEntry). The API
 * server keeps one {@code Apply} entry for each manager and subresource.
 */
final class ManagedFields {

  private static final String APPLY = "Apply";

  private ManagedFields() {}

  /**
   * The rewritten list; empty when there is nothing of {@code managers} to take.
   *
   * @param entries the list as it is
   * @param managers whose entries to take, whatever the operation
   * @param ours becomes the manager, with {@code Apply}
   * @param apiVersion only entries in this version: paths of another may name other fields
   */
  static Optional<ArrayNode> adopt(
      JsonNode entries, Set<String> managers, String ours, String apiVersion) {
    List<JsonNode> taken = new ArrayList<>();
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode entry : entries) {
      boolean mainResource = entry.path("subresource").asText().isEmpty();
      boolean sameVersion = entry.path("apiVersion").asText().equals(apiVersion);
      boolean already = isOurs(entry, ours);
      boolean wanted = managers.contains(entry.path("manager").asText());
      (mainResource && sameVersion && wanted && !already ? taken : kept).add(entry);
    }
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(rewritten(kept, taken, ours, apiVersion));
  }

  private static ArrayNode rewritten(
      List<JsonNode> kept, List<JsonNode> taken, String ours, String apiVersion) {
    ObjectNode fields = Json.object();
    String time = "";
    ArrayNode result = fields.arrayNode();
    for (JsonNode entry : kept) {
      if (isOurs(entry, ours) && entry.path("subresource").asText().isEmpty()) {
        taken.add(entry);
      } else {
        result.add(entry);
      }
    }
    for (JsonNode entry : taken) {
      union(fields, entry.path("fieldsV1"));
      // RFC 3339 in UTC and in whole seconds, as the API server writes it, sorts as text.
      String at = entry.path("time").asText();
      time = at.compareTo(time) > 0 ? at : time;
    }
    ObjectNode entry = result.addObject();
    entry.put("manager", ours).put("operation", APPLY).put("apiVersion", apiVersion);
    if (!time.isEmpty()) {
      entry.put("time", time);
    }
    entry.put("fieldsType", "FieldsV1").set("fieldsV1", fields);
    return result;
  }

  private static boolean isOurs(JsonNode entry, String ours) {
    return entry.path("manager").asText().equals(ours)
        && entry.path("operation").asText().equals(APPLY);
  }

  private static void union(ObjectNode into, JsonNode fields) {
    fields
        .properties()
        .forEach(field -> {
          JsonNode present = into.get(field.getKey());
          if (present instanceof ObjectNode both) {
            union(both, field.getValue());
          } else {
            into.set(field.getKey(), field.getValue().deepCopy());
          }
        });
  }
}
