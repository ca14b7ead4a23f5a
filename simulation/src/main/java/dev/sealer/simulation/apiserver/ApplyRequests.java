package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.apply.ApplyConflictException;
import dev.sealer.simulation.apply.ApplyConflictException.Conflict;
import dev.sealer.simulation.apply.FieldOwnership;
import dev.sealer.simulation.apply.TypeCheck;
import dev.sealer.simulation.failure.ApiFailure;
import dev.sealer.simulation.failure.Failures;
import dev.sealer.simulation.kind.KindRules;
import dev.sealer.simulation.kind.ServedKind;
import dev.sealer.simulation.kind.UnreadableObjectException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Server-side apply, as far as it comes before admission. Behavior that a contract test changes on
 * purpose is in overridable methods.
 */
class ApplyRequests {

  private static final String KUBECTL = "kubectl";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final Map<String, FieldOwnership> ownerships = new HashMap<>();
  private final Supplier<String> now;

  /**
   * Creates the handler.
   *
   * @param now the time as it is written into objects
   */
  ApplyRequests(Supplier<String> now) {
    this.now = now;
  }

  /** Returns who keeps {@code managedFields} for one resource. */
  FieldOwnership ownership(ServedKind kind, boolean status) {
    String key = kind.type().apiVersion() + "/" + kind.type().kind() + "/" + status;
    return ownerships.computeIfAbsent(
        key,
        _ -> {
          KindRules rules = kind.rules();
          return new FieldOwnership(
              kind.type().apiVersion(),
              rules.fieldType(),
              status ? "status" : "",
              rules.reset(status),
              rules.blank());
        });
  }

  /**
   * Returns the object that an apply leads to.
   *
   * @param old as stored; null if there is none
   * @throws ApplyConflictException if others own fields that would change, without {@code force}
   */
  ObjectNode merge(WriteCall call, @Nullable ObjectNode old, JsonNode body, boolean force)
      throws ApplyConflictException {
    ServedKind kind = call.kind();
    ObjectNode applied = checked(call, old, body);
    FieldOwnership ownership = ownership(kind, call.status());
    ObjectNode live = old == null ? ownership.blank() : new ObjectView(kind, false).show(old);
    ObjectNode merged = ownership.apply(live, applied, call.manager(), force, now.get());
    try {
      return kind.rules().readMerged(merged);
    } catch (UnreadableObjectException e) {
      throw Failures.unexplained(
          "failed to convert new object ("
              + identity(kind.type(), applied)
              + ") to proper version: unable to convert unstructured object to "
              + versionAndKind(kind.type())
              + ": error decoding from json: "
              + e.getMessage());
    }
  }

  private static ObjectNode checked(WriteCall call, @Nullable ObjectNode old, JsonNode body) {
    ServedKind kind = call.kind();
    ResourceType type = kind.type();
    if (!(body instanceof ObjectNode applied)) {
      throw Failures.notSimulated("an apply that is not a JSON object");
    }
    boolean fits =
        applied.path("apiVersion").asText().equals(type.apiVersion())
            && applied.path("kind").asText().equals(type.kind());
    if (!fits) {
      throw Failures.badRequest("invalid object type: " + identity(type, applied));
    }
    if (applied.path("metadata").has("managedFields")) {
      throw Failures.badRequest("metadata.managedFields must be nil");
    }
    boolean migrates =
        call.manager().equals(KUBECTL)
            && old != null
            && old.path("metadata").path("annotations").has(LAST_APPLIED);
    if (migrates) {
      throw Failures.notSimulated("an apply by kubectl to an object of a client-side apply");
    }
    List<String> problems = TypeCheck.problems(kind.rules().fieldType(), applied);
    if (!problems.isEmpty()) {
      String all =
          problems.size() == 1
              ? problems.getFirst()
              : problems.stream().collect(Collectors.joining("\n  ", "errors:\n  ", ""));
      throw Failures.unexplained(
          "failed to create typed patch object (" + identity(type, applied) + "): " + all);
    }
    return applied;
  }

  private static String identity(ResourceType type, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("namespace").asText()
        + "/"
        + metadata.path("name").asText()
        + "; "
        + versionAndKind(type);
  }

  private static String versionAndKind(ResourceType type) {
    return type.group() + "/" + type.version() + ", Kind=" + type.kind();
  }

  /** Returns the failure that names the owners of the fields. */
  static ApiFailure conflict(ApplyConflictException e) {
    List<Conflict> conflicts = e.conflicts();
    ObjectNode status = Failures.status(409, "Conflict", message(conflicts));
    ArrayNode causes = status.putObject("details").putArray("causes");
    for (Conflict conflict : conflicts) {
      causes.add(
          Json.object()
              .put("reason", "FieldManagerConflict")
              .put("message", "conflict with " + conflict.owner())
              .put("field", conflict.field()));
    }
    return new ApiFailure(409, status);
  }

  private static String message(List<Conflict> conflicts) {
    if (conflicts.size() == 1) {
      Conflict only = conflicts.getFirst();
      return "Apply failed with 1 conflict: conflict with " + only.owner() + ": " + only.field();
    }
    Map<String, StringBuilder> byOwner = new TreeMap<>();
    for (Conflict conflict : conflicts) {
      byOwner
          .computeIfAbsent(
              conflict.owner(), owner -> new StringBuilder("conflicts with " + owner + ":"))
          .append("\n- ")
          .append(conflict.field());
    }
    return "Apply failed with "
        + conflicts.size()
        + " conflicts: "
        + String.join("\n", byOwner.values());
  }
}
