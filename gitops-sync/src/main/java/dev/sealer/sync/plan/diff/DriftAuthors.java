package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.apply.FieldSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says who changed a live object, from its {@code managedFields}, before the change is undone. */
public final class DriftAuthors {

  private static final int SHOWN = 5;

  private DriftAuthors() {}

  /**
   * One line such as {@code .spec.replicas by kubectl (Update, 2026-01-01T00:00:00Z)}. A field that
   * we alone own was written for another Application, and nobody has changed it; empty if all are.
   *
   * @param live the object as it is, managed fields included
   * @param pointers where it differs
   * @param ours our own field manager, which is never the author
   */
  public static String describe(JsonNode live, List<String> pointers, String ours) {
    List<String> shown = new ArrayList<>();
    int changed = 0;
    for (String pointer : pointers) {
      Set<String> owners = owners(live, pointer, ours);
      boolean isOurs = owners.remove(ours);
      if (!isOurs || !owners.isEmpty()) {
        changed++;
        if (changed <= SHOWN) {
          shown.add(dotted(pointer) + by(owners));
        }
      }
    }
    if (changed > SHOWN) {
      shown.add("and " + (changed - SHOWN) + " more fields");
    }
    return String.join(", ", shown);
  }

  private static String by(Set<String> authors) {
    return authors.isEmpty() ? " (no one owns it now)" : " by " + String.join(" and ", authors);
  }

  /** Returns who owns a field: ours by its name, others with how and when they wrote. */
  private static Set<String> owners(JsonNode live, String pointer, String ours) {
    List<String> path = JsonPointers.steps(pointer);
    Set<String> found = new LinkedHashSet<>();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      String manager = entry.path("manager").asText();
      if (FieldSet.of(entry.path("fieldsV1")).includes(live, path)) {
        found.add(
            manager.equals(ours)
                ? ours
                : manager
                    + " ("
                    + entry.path("operation").asText()
                    + ", "
                    + entry.path("time").asText("no time")
                    + ")");
      }
    }
    return found;
  }

  private static String dotted(String pointer) {
    StringBuilder text = new StringBuilder();
    for (String step : JsonPointers.steps(pointer)) {
      boolean plain = step.matches("[A-Za-z][A-Za-z0-9_-]*");
      text.append(plain ? "." + step : "[" + step + "]");
    }
    return text.isEmpty() ? "." : text.toString();
  }
}
