package dev.sealer.sync.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** RFC 7386 merge patches. */
public final class MergePatch {

  private MergePatch() {}

  /** The patch that makes {@code from} into {@code to}; empty when they are equal. */
  public static Optional<ObjectNode> between(ObjectNode from, ObjectNode to) {
    ObjectNode patch = to.objectNode();
    for (Map.Entry<String, JsonNode> field : to.properties()) {
      JsonNode before = from.get(field.getKey());
      if (field.getValue().equals(before)) {
        continue;
      }
      if (before instanceof ObjectNode one && field.getValue() instanceof ObjectNode other) {
        between(one, other).ifPresent(inner -> patch.set(field.getKey(), inner));
      } else {
        patch.set(field.getKey(), field.getValue());
      }
    }
    from.fieldNames()
        .forEachRemaining(name -> {
          if (!to.has(name)) {
            patch.putNull(name);
          }
        });
    return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
  }
}
