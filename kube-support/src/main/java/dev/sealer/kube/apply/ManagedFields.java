package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code metadata.managedFields}, and rewrites it so that what other managers own becomes
 * ours. Pure.
 *
 * <p>Format: a list of entries with {@code manager}, {@code operation} ({@code Apply} or {@code
 * Update}), {@code apiVersion}, {@code time}, {@code subresource} and {@code fieldsV1}, a trie of
 * fields in which union is a recursive merge (Kubernetes API, meta/v1 ManagedFieldsEntry). The API
 * server keeps one {@code Apply} entry for each manager and subresource.
 */
public final class ManagedFields {

  private static final String APPLY = "Apply";
  private static final String FIELDS = "fieldsV1";

  private ManagedFields() {}

  /**
   * The fields to adopt, and from which managers.
   *
   * @param managers whose fields, by exact name
   * @param only the fields to take, of which only those are taken that are there; null for all
   * @param claimed fields that become ours too, even if others own them: those that have the values
   *     already that we would apply
   * @param asApplied whether the fields are written as an apply of the same fields would write
   *     them, so that it changes nothing
   */
  public record Adoption(
      Set<String> managers, @Nullable FieldSet only, FieldSet claimed, boolean asApplied) {
    /** Copies the set. */
    public Adoption {
      managers = Set.copyOf(managers);
    }

    /** Adopts everything that {@code managers} own. */
    public static Adoption all(Set<String> managers) {
      return new Adoption(managers, null, FieldSet.none(), false);
    }

    /** Adopts the part of {@code fields} that {@code managers} own. */
    public static Adoption of(Set<String> managers, FieldSet fields) {
      return new Adoption(managers, fields, FieldSet.none(), false);
    }

    /** Returns this adoption, which makes us another owner of {@code fields}. */
    public Adoption claiming(FieldSet fields) {
      return new Adoption(managers, only, fields, asApplied);
    }

    /** Returns this adoption, after which an apply of the same fields changes nothing. */
    public Adoption asApply() {
      return new Adoption(managers, only, claimed, true);
    }
  }

  /**
   * Returns the fields of the main resource that {@code manager} owns by server-side apply.
   *
   * @param entries the object's {@code managedFields}
   */
  public static FieldSet applied(JsonNode entries, String manager) {
    FieldSet fields = FieldSet.none();
    for (JsonNode entry : entries) {
      if (isOurs(entry, manager) && isMain(entry)) {
        fields = fields.union(FieldSet.of(entry.path(FIELDS)));
      }
    }
    return fields;
  }

  /**
   * Returns the fields of the main resource that {@link ClusterObjects#adopt} would take from
   * {@code managers}.
   *
   * @param entries the object's {@code managedFields}
   * @param apiVersion the object's
   */
  public static FieldSet adoptable(
      JsonNode entries, Set<String> managers, String ours, String apiVersion) {
    FieldSet fields = FieldSet.none();
    for (JsonNode entry : entries) {
      if (isWanted(entry, managers, ours, apiVersion)) {
        fields = fields.union(FieldSet.of(entry.path(FIELDS)));
      }
    }
    return fields;
  }

  /**
   * Returns the rewritten list; empty if there is nothing to take.
   *
   * @param entries the list as it is
   * @param adoption what to take, whatever the operation
   * @param ours becomes the manager, with {@code Apply}
   * @param apiVersion only entries in this version: paths of another may name other fields
   */
  static Optional<ArrayNode> adopt(
      JsonNode entries, Adoption adoption, String ours, String apiVersion) {
    List<JsonNode> taken = new ArrayList<>();
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode entry : entries) {
      if (isWanted(entry, adoption.managers(), ours, apiVersion)) {
        divide(entry, adoption.only(), taken, kept);
      } else {
        kept.add(entry);
      }
    }
    boolean claims = !adoption.claimed().minus(applied(entries, ours)).isEmpty();
    if (taken.isEmpty() && !claims) {
      return Optional.empty();
    }
    ArrayNode result = Json.object().arrayNode();
    for (JsonNode entry : kept) {
      if (isOurs(entry, ours) && isMain(entry)) {
        taken.add(entry);
      } else {
        result.add(entry);
      }
    }
    result.add(joined(taken, adoption, ours, apiVersion));
    return Optional.of(result);
  }

  private static void divide(
      JsonNode entry, @Nullable FieldSet only, List<JsonNode> taken, List<JsonNode> kept) {
    if (only == null) {
      taken.add(entry);
      return;
    }
    FieldSet fields = FieldSet.of(entry.path(FIELDS));
    FieldSet wanted = fields.intersect(only);
    FieldSet rest = fields.minus(wanted);
    if (wanted.isEmpty()) {
      kept.add(entry);
      return;
    }
    taken.add(with(entry, wanted));
    if (!rest.isEmpty()) {
      kept.add(with(entry, rest));
    }
  }

  private static JsonNode with(JsonNode entry, FieldSet fields) {
    ObjectNode copy = entry.deepCopy();
    copy.set(FIELDS, fields.json());
    return copy;
  }

  private static ObjectNode joined(
      List<JsonNode> taken, Adoption adoption, String ours, String apiVersion) {
    FieldSet fields = adoption.claimed();
    String time = "";
    for (JsonNode entry : taken) {
      fields = fields.union(FieldSet.of(entry.path(FIELDS)));
      // RFC 3339 in UTC and in whole seconds, as the API server writes it, sorts as text.
      String at = entry.path("time").asText();
      time = at.compareTo(time) > 0 ? at : time;
    }
    ObjectNode entry = Json.object();
    entry.put("manager", ours).put("operation", APPLY).put("apiVersion", apiVersion);
    if (!time.isEmpty()) {
      entry.put("time", time);
    }
    FieldSet written = adoption.asApplied() ? fields.withoutContainers() : fields;
    entry.put("fieldsType", "FieldsV1").set(FIELDS, written.json());
    return entry;
  }

  private static boolean isWanted(
      JsonNode entry, Set<String> managers, String ours, String apiVersion) {
    return isMain(entry)
        && entry.path("apiVersion").asText().equals(apiVersion)
        && managers.contains(entry.path("manager").asText())
        && !isOurs(entry, ours);
  }

  private static boolean isMain(JsonNode entry) {
    return entry.path("subresource").asText().isEmpty();
  }

  private static boolean isOurs(JsonNode entry, String ours) {
    return entry.path("manager").asText().equals(ours)
        && entry.path("operation").asText().equals(APPLY);
  }
}
