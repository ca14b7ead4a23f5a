package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.List;

/** A JSON patch (RFC 6902) that only holds for one resourceVersion. */
final class JsonPatch {

  private final ArrayNode operations = Json.object().arrayNode();

  private JsonPatch() {}

  static JsonPatch onlyAt(String resourceVersion) {
    JsonPatch patch = new JsonPatch();
    patch.operation("test", List.of("metadata", "resourceVersion")).put("value", resourceVersion);
    return patch;
  }

  JsonPatch remove(List<String> path) {
    operation("remove", path);
    return this;
  }

  JsonPatch replace(List<String> path, JsonNode value) {
    operation("replace", path).set("value", value);
    return this;
  }

  String text() {
    return Json.text(operations);
  }

  private ObjectNode operation(String op, List<String> path) {
    StringBuilder pointer = new StringBuilder();
    for (String member : path) {
      pointer.append('/').append(member.replace("~", "~0").replace("/", "~1"));
    }
    return operations.addObject().put("op", op).put("path", pointer.toString());
  }
}
