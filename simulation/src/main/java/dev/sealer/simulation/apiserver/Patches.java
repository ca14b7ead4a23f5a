package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.failure.ApiFailure;
import dev.sealer.simulation.failure.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JSON merge patch (RFC 7386), and of JSON patch (RFC 6902) the operations that our code sends. The
 * JSON patch that comes with the Kubernetes client lets absent fields be removed, which the API
 * server refuses.
 */
final class Patches {

  private static final String END_OF_LIST = "-";

  private Patches() {}

  static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      throw Failures.notSimulated("a merge patch that is not an object");
    }
    return merged(target, patch);
  }

  private static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch.deepCopy();
    }
    ObjectNode result = target instanceof ObjectNode object ? object.deepCopy() : Json.object();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (field.getValue().isNull()) {
        result.remove(field.getKey());
      } else {
        result.set(field.getKey(), merged(result.path(field.getKey()), field.getValue()));
      }
    }
    return result;
  }

  /** Applies the operations of a JSON patch in order. */
  static JsonNode json(JsonNode target, JsonNode patch) {
    if (!patch.isArray()) {
      throw Failures.notSimulated("a JSON patch that is not a list");
    }
    JsonNode result = target.deepCopy();
    for (JsonNode operation : patch) {
      carryOut(operation, result);
    }
    return result;
  }

  private static void carryOut(JsonNode operation, JsonNode target) {
    List<String> path = path(operation.path("path").asText());
    JsonNode parent = target;
    for (String name : path.subList(0, path.size() - 1)) {
      parent = child(parent, name);
    }
    String last = path.getLast();
    JsonNode value = operation.path("value");
    switch (operation.path("op").asText()) {
      case "test" -> {
        if (!child(parent, last).equals(value)) {
          throw Failures.patchDoesNotFit();
        }
      }
      case "remove" -> {
        JsonNode _ = child(parent, last);
        remove(parent, last);
      }
      // The API server's library lets a replace add a field.
      case "replace" -> put(parent, last, value, false);
      case "add" -> put(parent, last, value, true);
      default -> throw Failures.notSimulated("the JSON patch operation " + operation.path("op"));
    }
  }

  private static void remove(JsonNode parent, String name) {
    if (parent instanceof ObjectNode object) {
      object.remove(name);
    } else if (parent instanceof ArrayNode array) {
      array.remove(index(array, name));
    }
  }

  private static void put(JsonNode parent, String name, JsonNode value, boolean insert) {
    if (parent instanceof ObjectNode object) {
      object.set(name, value.deepCopy());
    } else if (parent instanceof ArrayNode array) {
      if (!insert) {
        JsonNode _ = child(array, name);
        array.set(index(array, name), value.deepCopy());
      } else if (name.equals(END_OF_LIST)) {
        array.add(value.deepCopy());
      } else {
        array.insert(index(array, name), value.deepCopy());
      }
    } else {
      throw Failures.patchDoesNotFit();
    }
  }

  private static JsonNode child(JsonNode parent, String name) {
    JsonNode child =
        parent instanceof ArrayNode array ? array.get(index(array, name)) : parent.get(name);
    if (child == null) {
      throw Failures.patchDoesNotFit();
    }
    return child;
  }

  private static int index(ArrayNode array, String name) {
    boolean isNumber = name.matches("0|[1-9][0-9]{0,5}");
    if (!isNumber || Integer.parseInt(name) > array.size()) {
      throw Failures.patchDoesNotFit();
    }
    return Integer.parseInt(name);
  }

  private static List<String> path(String pointer) {
    if (!pointer.startsWith("/")) {
      throw refused(pointer);
    }
    List<String> names = new ArrayList<>();
    for (String name : pointer.substring(1).split("/", -1)) {
      names.add(name.replace("~1", "/").replace("~0", "~"));
    }
    return names;
  }

  private static ApiFailure refused(String pointer) {
    return Failures.notSimulated("the JSON patch path \"" + pointer + "\"");
  }
}
