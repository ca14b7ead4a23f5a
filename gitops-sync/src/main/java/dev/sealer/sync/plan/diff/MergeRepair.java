package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.apply.FieldSet;
import dev.sealer.kube.apply.ManagedFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The way out when Git's object is valid and its merge with the live one is not. Server-side apply
 * keeps what it does not own: a default that no longer fits what Git says (a Deployment that
 * becomes Recreate), or what a person changed (a port, the key of its list entry). Around the
 * fields that validation refused, defaults and changes of other programs become Sealer's first: the
 * next apply removes what it owned and does not state.
 *
 * @param managers whose fields to take over
 * @param fields which of their fields
 * @param defaults fields that nobody owns
 */
public record MergeRepair(Set<String> managers, FieldSet fields, FieldSet defaults) {

  private static final int MOST_FIELDS = 20;

  /** Copies the managers. */
  public MergeRepair {
    managers = Set.copyOf(managers);
  }

  /**
   * Finds the repair.
   *
   * @param desired what was applied
   * @param live the object as it is, managed fields included
   * @param refused paths of fields as validation names them, for example {@code spec.ports[1].name}
   * @param ours Sealer's field manager
   * @return empty when nothing of the live object is in the way
   */
  public static Optional<MergeRepair> find(
      ObjectNode desired, JsonNode live, List<String> refused, String ours) {
    Search search = new Search(desired, live);
    refused.stream().limit(MOST_FIELDS).map(MergeRepair::steps).forEach(search::around);
    JsonNode entries = live.path("metadata").path("managedFields");
    Set<String> managers = new TreeSet<>();
    for (JsonNode entry : entries) {
      String manager = entry.path("manager").asText();
      boolean update = entry.path("operation").asText().equals("Update");
      if (update
          && !ManagedFields.adoptable(
                  entries, Set.of(manager), ours, live.path("apiVersion").asText())
              .intersect(search.contested)
              .isEmpty()) {
        managers.add(manager);
      }
    }
    return managers.isEmpty() && search.defaults.isEmpty()
        ? Optional.empty()
        : Optional.of(new MergeRepair(managers, search.contested, search.defaults));
  }

  /**
   * Returns what to apply once the fields are taken over. Git may set a default to null to remove
   * it, as kubectl wants it, but server-side apply keeps what an owner sets to null: it removes
   * only what its owner leaves out.
   */
  public ObjectNode withoutNulls(ObjectNode desired) {
    ObjectNode copy = desired.deepCopy();
    removeNulls(copy, desired, List.of());
    return copy;
  }

  private void removeNulls(ObjectNode parent, ObjectNode desired, List<String> path) {
    for (Map.Entry<String, JsonNode> entry : List.copyOf(parent.properties())) {
      List<String> field = new ArrayList<>(path);
      field.add(entry.getKey());
      if (entry.getValue().isNull() && defaults.includes(desired, field)) {
        parent.remove(entry.getKey());
      } else if (entry.getValue() instanceof ObjectNode child) {
        removeNulls(child, desired, field);
      }
    }
  }

  /** Splits {@code spec.ports[1].name} into its steps. */
  static List<String> steps(String field) {
    List<String> steps = new ArrayList<>();
    StringBuilder step = new StringBuilder();
    boolean inBrackets = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (inBrackets ? c == ']' : c == '.' || c == '[') {
        if (!step.isEmpty()) {
          steps.add(step.toString());
          step.setLength(0);
        }
        inBrackets = c == '[';
      } else {
        step.append(c);
      }
    }
    if (!step.isEmpty()) {
      steps.add(step.toString());
    }
    return steps;
  }

  /** Collects over all refused fields. */
  private static final class Search {
    private final ObjectNode object;
    private final JsonNode live;
    private FieldSet contested = FieldSet.none();
    private FieldSet defaults = FieldSet.none();

    Search(ObjectNode object, JsonNode live) {
      this.object = object;
      this.live = live;
    }

    void around(List<String> steps) {
      JsonNode wanted = object;
      JsonNode actual = live;
      List<String> path = new ArrayList<>();
      for (String step : steps.subList(0, Math.max(0, steps.size() - 1))) {
        if (wanted.isArray() || actual.isArray()) {
          break;
        }
        wanted = wanted.path(step);
        actual = actual.path(step);
        path.add(step);
      }
      if (path.isEmpty() || path.getFirst().equals("metadata")) {
        return;
      }
      contest(path);
      if (wanted.isObject() && actual.isObject()) {
        collectDefaults(wanted, actual, path);
      }
    }

    private void contest(List<String> path) {
      contested = contested.with(members(path));
    }

    /**
     * Collects the fields that nobody owns. The API server set them, and sets them again if they
     * fit.
     */
    private void collectDefaults(JsonNode parent, JsonNode actual, List<String> path) {
      for (Map.Entry<String, JsonNode> entry : actual.properties()) {
        List<String> field = new ArrayList<>(path);
        field.add(entry.getKey());
        if (!parent.hasNonNull(entry.getKey()) && !isOwned(field)) {
          defaults = defaults.with(members(field));
        }
      }
    }

    private static String[] members(List<String> path) {
      return path.stream().map(step -> "f:" + step).toArray(String[]::new);
    }

    private boolean isOwned(List<String> field) {
      for (JsonNode entry : live.path("metadata").path("managedFields")) {
        if (FieldSet.of(entry.path("fieldsV1")).includes(live, field)) {
          return true;
        }
      }
      return false;
    }
  }
}
