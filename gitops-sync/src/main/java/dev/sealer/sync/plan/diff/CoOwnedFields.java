package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.apply.FieldSet;
import dev.sealer.kube.apply.ManagedFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fields that Git stated before and states no longer, and that stay because the program that made
 * the object owns them too. The API server removes a field only when its last owner drops it.
 *
 * <p>A program that wrote the field before Sealer's last change has not come back since, and its
 * share is taken over. One that wrote later is alive: its fields stay.
 *
 * @param managers who owns them too
 * @param fields what Git no longer states
 * @param pointers where they are in the object
 */
public record CoOwnedFields(Set<String> managers, FieldSet fields, List<String> pointers) {

  /** Copies the collections. */
  public CoOwnedFields {
    managers = Set.copyOf(managers);
    pointers = List.copyOf(pointers);
  }

  /**
   * Finds them.
   *
   * @param live the object as it is, managed fields included
   * @param predicted the response to a dry run of the apply
   * @param ours Sealer's field manager
   */
  public static Optional<CoOwnedFields> find(JsonNode live, JsonNode predicted, String ours) {
    JsonNode entries = live.path("metadata").path("managedFields");
    JsonNode after = predicted.path("metadata").path("managedFields");
    String apiVersion = predicted.path("apiVersion").asText();
    String lastChange = lastChange(entries, ours, apiVersion);
    FieldSet dropped =
        ManagedFields.applied(entries, ours).minus(ManagedFields.applied(after, ours));
    if (lastChange.isEmpty() || dropped.isEmpty()) {
      return Optional.empty();
    }
    Set<String> managers = new TreeSet<>();
    FieldSet taken = FieldSet.none();
    for (JsonNode entry : entries) {
      String manager = entry.path("manager").asText();
      // RFC 3339 in UTC and in whole seconds sorts as text.
      if (manager.equals(ours) || entry.path("time").asText().compareTo(lastChange) > 0) {
        continue;
      }
      FieldSet theirs =
          ManagedFields.adoptable(entries, Set.of(manager), ours, apiVersion).intersect(dropped);
      if (!theirs.isEmpty()) {
        managers.add(manager);
        taken = taken.union(theirs);
      }
    }
    return managers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CoOwnedFields(
                managers,
                taken,
                taken.pointers(predicted).stream().map(JsonPointer::toString).toList()));
  }

  /** Returns when Sealer's fields last changed; empty if they are of another API version. */
  private static String lastChange(JsonNode entries, String ours, String apiVersion) {
    String last = "";
    for (JsonNode entry : entries) {
      if (!entry.path("manager").asText().equals(ours)) {
        continue;
      }
      if (!entry.path("apiVersion").asText().equals(apiVersion)) {
        return "";
      }
      String time = entry.path("time").asText();
      last = time.compareTo(last) > 0 ? time : last;
    }
    return last;
  }
}
