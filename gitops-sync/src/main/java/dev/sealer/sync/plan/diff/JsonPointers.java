package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** RFC 6901 pointers into trees. */
final class JsonPointers {

  private JsonPointers() {}

  /** The pointer's steps, unescaped. */
  static List<String> steps(String pointer) {
    List<String> steps = new ArrayList<>();
    for (JsonPointer at = JsonPointer.compile(pointer); !at.matches(); at = at.tail()) {
      steps.add(at.getMatchingProperty());
    }
    return steps;
  }

  /** Appends a step, escaped. */
  static String append(String pointer, String step) {
    return pointer + "/" + step.replace("~", "~0").replace("/", "~1");
  }

  /** Removes the value there; nothing happens when there is none. */
  static void remove(JsonNode root, String pointer) {
    JsonPointer compiled = JsonPointer.compile(pointer);
    JsonPointer last = compiled.last();
    if (last == null) {
      return;
    }
    JsonNode parent = root.at(compiled.head());
    if (parent instanceof ObjectNode object) {
      object.remove(last.getMatchingProperty());
    } else if (parent instanceof ArrayNode list && last.getMatchingIndex() >= 0) {
      list.remove(last.getMatchingIndex());
    }
  }

  /** Makes the value there in {@code to} what it is in {@code from}, absent when absent. */
  static void carry(JsonNode from, ObjectNode to, String pointer) {
    JsonPointer compiled = JsonPointer.compile(pointer);
    JsonNode value = from.at(compiled);
    if (value.isMissingNode()) {
      remove(to, pointer);
      return;
    }
    JsonPointer last = compiled.last();
    JsonNode parent = last == null ? to : to.at(compiled.head());
    if (last != null && parent instanceof ObjectNode object) {
      object.set(last.getMatchingProperty(), value.deepCopy());
    } else if (last != null
        && parent instanceof ArrayNode list
        && list.has(last.getMatchingIndex())) {
      list.set(last.getMatchingIndex(), value.deepCopy());
    }
  }
}
