package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.sync.manifest.ResourceId;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Recognizes an object that an apply would leave as it is, without asking the API server: every
 * field that Git states has its value, and Sealer owns no other field. It never says so of an
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
    return ownsInVersion(live, desired.path("apiVersion").asText(), ours)
        && DesiredFields.notMet(id, desired, live, ignored).isEmpty()
        && ownsOnly(desired, live, ours);
  }

  private static boolean ownsInVersion(JsonNode live, String apiVersion, String ours) {
    boolean owns = false;
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      if (entry.path("manager").asText().equals(ours)) {
        if (!entry.path("apiVersion").asText().equals(apiVersion)) {
          return false;
        }
        owns |= entry.path("operation").asText().equals("Apply");
      }
    }
    return owns;
  }

  private static boolean ownsOnly(JsonNode desired, JsonNode live, String ours) {
    NavigableSet<String> stated = new TreeSet<>(DesiredFields.places(desired, live));
    for (JsonPointer owned :
        ManagedFields.applied(live.path("metadata").path("managedFields"), ours).leaves(live)) {
      String place = owned.toString();
      String below = stated.ceiling(place + "/");
      boolean isStated = below != null && below.startsWith(place + "/");
      if (!isStated && !stated.contains(place) && !hasAncestor(stated, owned)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasAncestor(NavigableSet<String> stated, JsonPointer place) {
    for (JsonPointer at = place.head(); at != null && !at.matches(); at = at.head()) {
      if (stated.contains(at.toString())) {
        return true;
      }
    }
    return false;
  }
}
