package dev.sealer.cli.app.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who changed an object last, other than the controller itself, and which fields; never a value.
 * Pure.
 *
 * @param manager the field manager, such as {@code kubectl-edit}
 * @param time when it wrote last, RFC 3339
 * @param fields that it owns, the first few
 * @param more how many more fields it owns
 */
public record FieldAuthor(String manager, String time, List<String> fields, int more) {
  private static final int MOST_FIELDS = 5;
  private static final String CONTROLLER = "sealer-sync";

  /** Returns the last author of anything but the status; empty if only the controller wrote. */
  public static Optional<FieldAuthor> of(JsonNode metadata) {
    List<JsonNode> entries = new ArrayList<>();
    metadata.path("managedFields").forEach(entries::add);
    return entries.stream()
        .filter(entry -> !entry.path("manager").asText().startsWith(CONTROLLER))
        // `kubectl scale` writes the subresource scale, which is part of the spec.
        .filter(entry -> !entry.path("subresource").asText().equals("status"))
        // RFC 3339 in UTC and in whole seconds sorts as text.
        .max(Comparator.comparing(entry -> entry.path("time").asText()))
        .map(FieldAuthor::ofEntry);
  }

  private static FieldAuthor ofEntry(JsonNode entry) {
    List<String> fields = new ArrayList<>();
    collect("", entry.path("fieldsV1"), fields);
    return new FieldAuthor(
        entry.path("manager").asText(),
        entry.path("time").asText(),
        List.copyOf(fields.subList(0, Math.min(MOST_FIELDS, fields.size()))),
        Math.max(0, fields.size() - MOST_FIELDS));
  }

  private static void collect(String at, JsonNode fields, List<String> found) {
    boolean leaf = true;
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String key = field.getKey();
      if (key.startsWith("f:")) {
        leaf = false;
        collect(at + "." + key.substring(2), field.getValue(), found);
      } else if (key.startsWith("k:")) {
        leaf = false;
        collect(at + "[" + key.substring(2) + "]", field.getValue(), found);
      }
    }
    // A member of a set is named by its value, so the set is named instead.
    if (leaf && !at.isEmpty()) {
      found.add(at);
    }
  }

  /** Writes its fields. */
  public void describe(ObjectNode into) {
    into.put("manager", manager).put("time", time);
    fields.forEach(into.withArray("fields")::add);
    if (more > 0) {
      into.put("moreFields", more);
    }
  }

  @Override
  public String toString() {
    return "last changed by "
        + manager
        + (time.isEmpty() ? "" : " at " + time)
        + ": "
        + String.join(", ", fields)
        + (more > 0 ? " and " + more + " more" : "");
  }
}
