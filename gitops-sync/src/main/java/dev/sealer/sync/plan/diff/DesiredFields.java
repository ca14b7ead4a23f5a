package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.manifest.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares a live object with what Git states of it, and nothing else. It takes the place of the
 * API server's dry run where that is refused or does not work: what Git leaves out is not compared.
 */
public final class DesiredFields {

  private DesiredFields() {}

  /**
   * Returns the JSON pointers at which the live object is not as Git states it, in order; never a
   * value.
   */
  public static List<String> notMet(
      ResourceId id, JsonNode desired, JsonNode live, IgnoreRules ignored) {
    List<String> found = new ArrayList<>();
    compare("", ignored.strip(id, desired, live), ignored.strip(id, live, live), found);
    return found;
  }

  private static void compare(String at, JsonNode wanted, JsonNode actual, List<String> found) {
    if (wanted.isObject() && actual.isObject()) {
      for (Map.Entry<String, JsonNode> field : wanted.properties()) {
        String below = JsonPointers.append(at, field.getKey());
        compare(below, field.getValue(), actual.path(field.getKey()), found);
      }
    } else if (wanted.isArray() && actual.isArray()) {
      compareLists(at, wanted, actual, found);
    } else if (!isEqual(wanted, actual)) {
      found.add(at);
    }
  }

  private static void compareLists(
      String at, JsonNode wanted, JsonNode actual, List<String> found) {
    if (wanted.size() != actual.size()) {
      found.add(at);
      return;
    }
    for (int i = 0; i < wanted.size(); i++) {
      int other = indexOf(wanted.get(i), actual, i);
      compare(at + "/" + other, wanted.get(i), actual.get(other), found);
    }
  }

  /** Entries with a name are compared by it: their order may differ. */
  private static int indexOf(JsonNode entry, JsonNode list, int otherwise) {
    String name = entry.path("name").asText();
    for (int i = 0; i < list.size() && !name.isEmpty(); i++) {
      if (name.equals(list.get(i).path("name").asText())) {
        return i;
      }
    }
    return otherwise;
  }

  private static boolean isEqual(JsonNode wanted, JsonNode actual) {
    if (wanted.isNull()) {
      return actual.isNull() || actual.isMissingNode();
    }
    if (wanted.isNumber() && actual.isNumber()) {
      return wanted.decimalValue().compareTo(actual.decimalValue()) == 0;
    }
    if (wanted.isContainerNode() && wanted.isEmpty() && actual.isMissingNode()) {
      return true;
    }
    return wanted.equals(actual);
  }
}
