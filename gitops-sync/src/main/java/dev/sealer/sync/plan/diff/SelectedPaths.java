package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sync.plan.jq.JqExpression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Removes or copies what jq expressions select. */
final class SelectedPaths {

  private SelectedPaths() {}

  /** Removes from {@code root} what each expression selects in it, one after the other. */
  static void remove(JsonNode root, List<JqExpression> expressions) {
    for (JqExpression expression : expressions) {
      List<List<JsonNode>> paths = new ArrayList<>();
      expression.paths(root).forEach(path -> paths.addAll(expanded(root, path)));
      // A later item goes first, so that an index still means the same item when its turn comes.
      paths.sort(Comparator.comparing(SelectedPaths::order).reversed());
      new LinkedHashSet<>(paths).forEach(path -> removeAt(root, path));
    }
  }

  /**
   * Makes what the expressions select in either document what it is in {@code from}, absent when
   * absent. An item of a list is looked for by its {@code name} where both have one.
   */
  static void carry(JsonNode from, ObjectNode to, List<JqExpression> expressions) {
    for (JqExpression expression : expressions) {
      Set<List<JsonNode>> ours = new LinkedHashSet<>();
      expression.paths(to).forEach(path -> ours.addAll(expanded(to, path)));
      expression
          .paths(from)
          .forEach(path ->
              expanded(from, path).forEach(one -> translated(one, from, to).ifPresent(ours::add)));
      List<List<JsonNode>> absent = new ArrayList<>();
      for (List<JsonNode> path : ours) {
        JsonNode value =
            translated(path, to, from)
                .map(there -> at(from, there))
                .orElse(MissingNode.getInstance());
        if (value.isMissingNode()) {
          absent.add(path);
        } else {
          set(to, path, value);
        }
      }
      absent.sort(Comparator.comparing(SelectedPaths::order).reversed());
      absent.forEach(path -> removeAt(to, path));
    }
  }

  /** Resolves negative indices and ranges. */
  private static List<List<JsonNode>> expanded(JsonNode root, List<JsonNode> path) {
    List<List<JsonNode>> found = List.of(List.of());
    for (JsonNode step : path) {
      List<List<JsonNode>> next = new ArrayList<>();
      for (List<JsonNode> head : found) {
        for (JsonNode one : steps(at(root, head), step)) {
          List<JsonNode> longer = new ArrayList<>(head);
          longer.add(one);
          next.add(longer);
        }
      }
      found = next;
    }
    return found;
  }

  private static List<JsonNode> steps(JsonNode parent, JsonNode step) {
    if (step.isTextual()) {
      return List.of(step);
    }
    List<JsonNode> indices = new ArrayList<>();
    int size = parent.size();
    if (step.isNumber()) {
      int index = step.asInt() < 0 ? step.asInt() + size : step.asInt();
      if (index >= 0 && index < size) {
        indices.add(index(index));
      }
    } else if (step.isObject()) {
      int end = step.path("end").isNumber() ? bound(step.path("end").asInt(), size) : size;
      for (int i = bound(step.path("start").asInt(0), size); i < end; i++) {
        indices.add(index(i));
      }
    }
    return indices;
  }

  private static int bound(int index, int size) {
    return Math.clamp(index < 0 ? index + size : index, 0, size);
  }

  private static JsonNode index(int index) {
    return IntNode.valueOf(index);
  }

  /** Numbers of fixed width, so that the text sorts as the indices do. */
  private static String order(List<JsonNode> path) {
    StringBuilder text = new StringBuilder();
    path.forEach(step ->
        text.append(step.isNumber() ? "%010d".formatted(step.asInt()) : step.asText())
            .append('\u0000'));
    return text.toString();
  }

  /** Finds in another document the place that a path is of; empty if it has no such item. */
  private static Optional<List<JsonNode>> translated(
      List<JsonNode> path, JsonNode here, JsonNode there) {
    List<JsonNode> found = new ArrayList<>();
    JsonNode at = here;
    for (JsonNode step : path) {
      JsonNode name = at(at, List.of(step)).path("name");
      JsonNode list = at(there, found);
      if (step.isNumber() && name.isTextual() && list.isArray()) {
        int index = indexOf(list, name);
        if (index < 0) {
          return Optional.empty();
        }
        found.add(index(index));
      } else {
        found.add(step);
      }
      at = at(at, List.of(step));
    }
    return Optional.of(found);
  }

  private static int indexOf(JsonNode list, JsonNode name) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path("name").equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static JsonNode at(JsonNode root, List<JsonNode> path) {
    JsonNode at = root;
    for (JsonNode step : path) {
      at = step.isNumber() ? at.path(step.asInt()) : at.path(step.asText());
    }
    return at;
  }

  private static void set(JsonNode root, List<JsonNode> path, JsonNode value) {
    if (path.isEmpty()) {
      return;
    }
    JsonNode parent = at(root, path.subList(0, path.size() - 1));
    JsonNode last = path.getLast();
    if (parent instanceof ObjectNode object && last.isTextual()) {
      object.set(last.asText(), value.deepCopy());
    } else if (parent instanceof ArrayNode list && list.has(last.asInt())) {
      list.set(last.asInt(), value.deepCopy());
    }
  }

  private static void removeAt(JsonNode root, List<JsonNode> path) {
    if (path.isEmpty()) {
      return;
    }
    JsonNode parent = at(root, path.subList(0, path.size() - 1));
    JsonNode last = path.getLast();
    if (parent instanceof ObjectNode object && last.isTextual()) {
      object.remove(last.asText());
    } else if (parent instanceof ArrayNode list && last.isNumber()) {
      list.remove(last.asInt());
    }
  }
}
