package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.apply.FieldSet;
import dev.sealer.kube.apply.ManagedFields;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps differences to the fields that Sealer owns, before or after the apply. What an admission
 * webhook changes in the dry run, such as a time or a random name, is not a difference to Git.
 */
public final class OwnFields {

  private OwnFields() {}

  /**
   * Returns the pointers at which Sealer owns something.
   *
   * @param live the object as it is, managed fields included
   * @param predicted the response to a dry run of the apply
   * @param ours Sealer's field manager
   */
  public static List<String> filter(
      List<String> pointers, JsonNode live, JsonNode predicted, String ours) {
    FieldSet before = applied(live, ours);
    FieldSet after = applied(predicted, ours);
    List<String> kept = new ArrayList<>();
    for (String pointer : pointers) {
      List<String> path = JsonPointers.steps(pointer);
      if (before.includes(live, path) || after.includes(predicted, path)) {
        kept.add(pointer);
      }
    }
    return kept;
  }

  private static FieldSet applied(JsonNode object, String ours) {
    return ManagedFields.applied(object.path("metadata").path("managedFields"), ours);
  }
}
