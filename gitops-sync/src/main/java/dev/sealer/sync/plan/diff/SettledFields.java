package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sync.manifest.ResourceId;
import java.util.Arrays;
import java.util.Map;

/**
 * Recognizes an object that an apply would leave as it is, without asking the API server: Sealer
 * owns the fields that Git states and no others, and each has its value. It never says so of an
 * object that differs; of one whose values the API server writes in another way it says no.
 */
public final class SettledFields {

  private SettledFields() {}

  /**
   * Returns whether an apply would change nothing that Sealer owns.
   *
   * @param live the object as it is, managed fields included
   * @param ours Sealer's field manager
   */
  public static boolean isSettled(
      ResourceId id, JsonNode desired, JsonNode live, IgnoreRules ignored, String ours) {
    return isEqual(desired, live, ours)
        || (ignored.concerns(id)
            && isEqual(
                withoutEmptied(desired, ignored.strip(id, desired, live)),
                ignored.strip(id, live, live),
                ours));
  }

  private static boolean isEqual(JsonNode desired, JsonNode live, String ours) {
    return OwnedContent.owned(live, ours)
        .filter(owned -> Arrays.equals(owned, OwnedContent.stated(desired)))
        .isPresent();
  }

  /** Removes from a stripped copy what held nothing but fields that may differ. */
  private static JsonNode withoutEmptied(JsonNode whole, JsonNode stripped) {
    if (stripped instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : whole.properties()) {
        JsonNode left = object.get(field.getKey());
        if (left != null && left.isContainerNode()) {
          JsonNode below = withoutEmptied(field.getValue(), left);
          if (below.isEmpty() && !field.getValue().isEmpty()) {
            object.remove(field.getKey());
          }
        }
      }
    } else if (stripped.isArray() && whole.size() == stripped.size()) {
      for (int i = 0; i < whole.size(); i++) {
        JsonNode _ = withoutEmptied(whole.get(i), stripped.get(i));
      }
    }
    return stripped;
  }
}
