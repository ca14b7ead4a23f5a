package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.manifest.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Compares what an apply would make of a live object (the API server's own dry run) with the live
 * object. The API server's defaults and its webhooks are in both, so only what Git wants otherwise
 * remains.
 */
public final class Differences {

  private static final List<String> NEVER_COMPARED =
      List.of(
          "/status",
          "/metadata/managedFields",
          "/metadata/resourceVersion",
          "/metadata/generation",
          "/metadata/creationTimestamp",
          "/metadata/uid",
          "/metadata/selfLink");

  private Differences() {}

  /**
   * The paths at which they differ, as JSON pointers in order; never a value.
   *
   * @param predicted the answer to the dry run
   */
  public static List<String> between(
      ResourceId id, JsonNode predicted, JsonNode live, IgnoreRules ignored) {
    JsonNode one = ignored.strip(id, predicted, live);
    JsonNode other = ignored.strip(id, live, live);
    NEVER_COMPARED.forEach(pointer -> JsonPointers.remove(one, pointer));
    NEVER_COMPARED.forEach(pointer -> JsonPointers.remove(other, pointer));
    List<String> found = new ArrayList<>();
    compare("", one, other, found);
    if (ignored.concerns(id)) {
      // Where the ignored fields were all of a map, what is left of it is empty on one side only.
      found.removeIf(pointer -> isNothing(one.at(pointer)) && isNothing(other.at(pointer)));
    }
    return found;
  }

  private static void compare(String at, JsonNode one, JsonNode other, List<String> found) {
    if (one.isObject() && other.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      one.fieldNames().forEachRemaining(names::add);
      other.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        compare(JsonPointers.append(at, name), one.path(name), other.path(name), found);
      }
    } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        compare(at + "/" + i, one.get(i), other.get(i), found);
      }
    } else if (!equal(one, other)) {
      found.add(at);
    }
  }

  private static boolean equal(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    return one.equals(other);
  }

  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty());
  }
}
