package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.failure.ApiFailure;
import dev.sealer.simulation.failure.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Carries out deletions. Behavior that a contract test changes on purpose is in overridable
 * methods.
 */
class DeleteRequests {

  static final String FOREGROUND = "foregroundDeletion";
  static final String ORPHAN = "orphan";
  private static final String METADATA = "metadata";
  private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");

  private final ObjectStore store;
  private final ObjectWriter writer;

  DeleteRequests(ObjectStore store, ObjectWriter writer) {
    this.store = store;
    this.writer = writer;
  }

  ApiAnswer delete(CallPath.Single path, ApiRequest request) {
    QueryCheck.only(request);
    ResourceType type = path.kind().type();
    JsonNode options = WriteRequests.body(request);
    boolean dryRun = options.path("dryRun").path(0).asText().equals("All");
    WriteCall call =
        new WriteCall(path.kind(), new ObjectKey(path.namespace(), path.name()), false, "", dryRun);
    ObjectNode old = store.get(call.kind(), call.key());
    if (old == null) {
      throw Failures.notFound(type, path.name());
    }
    boolean isNamespace = type.equals(ResourceType.NAMESPACE);
    if (isNamespace && IMMORTAL.contains(path.name())) {
      throw Failures.forbidden(type, path.name(), "this namespace may not be deleted");
    }
    checkPreconditions(type, old, options.path("preconditions"));
    String propagation = options.path("propagationPolicy").asText();
    List<String> finalizers = finalizers(call, old, propagation);
    ObjectView view = ObjectView.of(path.kind(), request);
    if (isNamespace) {
      return namespace(call, old, finalizers, view);
    }
    boolean isAtVersion = options.path("preconditions").has("resourceVersion");
    if (isAtVersion && hasFinalizers(old) && finalizers.isEmpty() && !dryRun) {
      throw lostVersion(call, old);
    }
    return object(call, old, finalizers, view);
  }

  private static boolean hasFinalizers(ObjectNode object) {
    return !object.path(METADATA).path("finalizers").isEmpty();
  }

  private ApiAnswer object(
      WriteCall call, ObjectNode old, List<String> finalizers, ObjectView view) {
    ObjectNode left = writer.delete(call, old, finalizers);
    if (left == null) {
      // A dry run that would take finalizers away answers with an object without content.
      return new ApiAnswer(
          200,
          call.dryRun() && hasFinalizers(old)
              ? view.show(call.kind().rules().blank())
              : success(call.kind().type(), old));
    }
    return new ApiAnswer(200, view.show(left));
  }

  private ApiAnswer namespace(
      WriteCall call, ObjectNode old, List<String> finalizers, ObjectView view) {
    boolean isEmptied = old.path("spec").path("finalizers").isEmpty();
    if (ObjectWriter.isEnding(old)) {
      if (isEmptied && finalizers.isEmpty()) {
        ObjectNode _ = writer.delete(call, old, finalizers);
        return new ApiAnswer(200, success(call.kind().type(), old));
      }
      return new ApiAnswer(200, view.show(old));
    }
    return new ApiAnswer(200, view.show(writer.markEnding(call, old, finalizers)));
  }

  private static void checkPreconditions(
      ResourceType type, JsonNode object, JsonNode preconditions) {
    JsonNode metadata = object.path(METADATA);
    String name = metadata.path("name").asText();
    String uid = preconditions.path("uid").asText();
    String actualUid = metadata.path("uid").asText();
    boolean isNamespace = type.equals(ResourceType.NAMESPACE);
    if (!uid.isEmpty() && !uid.equals(actualUid)) {
      throw isNamespace
          ? Failures.conflict(type, name, different("UID", uid, actualUid))
          : Failures.conflictOfKind(
              type,
              name,
              "the UID in the precondition ("
                  + uid
                  + ") does not match the UID in record ("
                  + actualUid
                  + "). The object might have been deleted and then recreated");
    }
    String version = preconditions.path("resourceVersion").asText();
    String actual = metadata.path("resourceVersion").asText();
    if (!version.isEmpty() && !version.equals(actual)) {
      throw isNamespace
          ? Failures.conflict(type, name, different("ResourceVersion", version, actual))
          : Failures.conflictOfKind(
              type,
              name,
              "the ResourceVersion in the precondition ("
                  + version
                  + ") does not match the ResourceVersion in record ("
                  + actual
                  + "). The object might have been modified");
    }
  }

  /**
   * The API server loses the expected version on its way when the deletion itself takes the last
   * finalizers away, and then refuses.
   */
  private static ApiFailure lostVersion(WriteCall call, JsonNode old) {
    ResourceType type = call.kind().type();
    String registry = call.kind().custom() ? type.group() + "/" : "";
    return Failures.conflict(
        type,
        call.key().name(),
        "StorageError: invalid object, Code: 4, Key: /registry/"
            + registry
            + type.plural()
            + "/"
            + call.key()
            + ", ResourceVersion: 0, AdditionalErrorMsg: "
            + different(
                "ResourceVersion", "", old.path(METADATA).path("resourceVersion").asText()));
  }

  private static String different(String field, String expected, String actual) {
    return "Precondition failed: "
        + field
        + " in precondition: "
        + expected
        + ", "
        + field
        + " in object meta: "
        + actual;
  }

  /** Returns the finalizers that keep the object, once the way of deletion has its say. */
  List<String> finalizers(WriteCall call, JsonNode old, String propagation) {
    List<String> kept = new ArrayList<>();
    boolean wasForeground = false;
    boolean wasOrphan = false;
    for (JsonNode finalizer : old.path(METADATA).path("finalizers")) {
      switch (finalizer.asText()) {
        case FOREGROUND -> wasForeground = true;
        case ORPHAN -> wasOrphan = true;
        default -> kept.add(finalizer.asText());
      }
    }
    if (!call.kind().rules().isCollected()) {
      return kept;
    }
    switch (propagation) {
      case "Orphan" -> kept.add(ORPHAN);
      case "Foreground" -> kept.add(FOREGROUND);
      case "Background" -> {
        // Nothing waits for the dependents.
      }
      case "" -> {
        if (wasOrphan) {
          kept.add(ORPHAN);
        } else if (wasForeground) {
          kept.add(FOREGROUND);
        }
      }
      default -> throw Failures.notSimulated("the propagation policy " + propagation);
    }
    return kept;
  }

  private static ObjectNode success(ResourceType type, JsonNode gone) {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject(METADATA);
    ObjectNode details = status.put("status", "Success").putObject("details");
    details.put("name", gone.path(METADATA).path("name").asText());
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural()).put("uid", gone.path(METADATA).path("uid").asText());
    return status;
  }
}
