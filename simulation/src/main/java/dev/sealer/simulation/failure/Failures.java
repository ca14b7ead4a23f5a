package dev.sealer.simulation.failure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the failures that an API server answers with. */
public final class Failures {

  private static final String DETAILS = "details";
  private static final String MODIFIED =
      "the object has been modified; please apply your changes to the latest version and try again";

  private Failures() {}

  /** The object is not there. */
  public static ApiFailure notFound(ResourceType type, String name) {
    return named(404, "NotFound", type, name, qualified(type, name) + " not found");
  }

  /** The server serves no such path. */
  public static ApiFailure noSuchPath() {
    return new ApiFailure(404, Json.parse("404 page not found\n".getBytes(StandardCharsets.UTF_8)));
  }

  /** The name is taken. */
  public static ApiFailure alreadyExists(ResourceType type, String name, boolean isEnding) {
    String text = qualified(type, name) + " already exists";
    return named(
        409, "AlreadyExists", type, name, isEnding ? "object is being deleted: " + text : text);
  }

  /** The object has another resourceVersion than the request expects. */
  public static ApiFailure modified(ResourceType type, String name) {
    return conflict(type, name, MODIFIED);
  }

  /** The request does not fit the state of the object. */
  public static ApiFailure conflict(ResourceType type, String name, String why) {
    return named(
        409,
        "Conflict",
        type,
        name,
        "Operation cannot be fulfilled on " + qualified(type, name) + ": " + why);
  }

  /** As {@link #conflict}, where the server names the kind instead of the resource. */
  public static ApiFailure conflictOfKind(ResourceType type, String name, String why) {
    ResourceType byKind =
        new ResourceType(type.group(), type.version(), type.kind(), type.kind(), type.namespaced());
    return conflict(byKind, name, why);
  }

  /** Something forbids the request. */
  public static ApiFailure forbidden(ResourceType type, String name, String why) {
    String text = name.isEmpty() ? qualified(type) : qualified(type, name);
    return named(403, "Forbidden", type, name, text + " is forbidden: " + why);
  }

  /** A webhook refuses the write. */
  public static ApiFailure admissionDenied(String message) {
    return new ApiFailure(
        403,
        status(
            403,
            "Forbidden",
            "admission webhook \"simulated.sealer.dev\" denied the request: " + message));
  }

  /** The namespace is ending. */
  public static ApiFailure namespaceEnding(ResourceType type, String name, String namespace) {
    String why =
        "unable to create new content in namespace "
            + namespace
            + " because it is being terminated";
    String text = name.isEmpty() ? qualified(type) : qualified(type, name);
    ObjectNode status = status(403, "Forbidden", text + " is forbidden: " + why);
    ObjectNode details = details(status, type, type.plural(), name);
    details
        .putArray("causes")
        .addObject()
        .put("reason", "NamespaceTerminating")
        .put("message", "namespace " + namespace + " is being terminated")
        .put("field", "metadata.namespace");
    return new ApiFailure(403, status);
  }

  /** Validation refuses fields. */
  public static ApiFailure invalid(ResourceType type, String name, List<FieldError> errors) {
    Set<String> texts = new LinkedHashSet<>();
    errors.forEach(error -> texts.add(error.text()));
    String all = texts.size() == 1 ? texts.iterator().next() : "[" + String.join(", ", texts) + "]";
    String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    ObjectNode status =
        status(422, "Invalid", kind + " " + FieldError.quote(name) + " is invalid: " + all);
    ArrayNode causes = details(status, type, type.kind(), name).putArray("causes");
    errors.forEach(error -> causes.add(error.cause()));
    return new ApiFailure(422, status);
  }

  /** A patch does not fit the object: a fixed text without causes. */
  public static ApiFailure patchDoesNotFit() {
    ObjectNode status =
        status(422, "Invalid", "the server rejected our request due to an error in our request");
    status.putObject(DETAILS);
    return new ApiFailure(422, status);
  }

  /** A patch leads to an object that cannot be read as its kind. Quotes the object. */
  public static ApiFailure patchedUnreadable(String object, String why) {
    FieldError error = FieldError.invalid("patch", object, why);
    ObjectNode status = status(422, "Invalid", " \"\" is invalid: " + error.text());
    status.putObject(DETAILS).putArray("causes").add(error.cause());
    return new ApiFailure(422, status);
  }

  /** The request is malformed. */
  public static ApiFailure badRequest(String message) {
    return new ApiFailure(400, status(400, "BadRequest", message));
  }

  /** The version is no longer held. */
  public static ApiFailure expired(String message) {
    return new ApiFailure(410, status(410, "Expired", message));
  }

  /** The server failed, and names the cause. */
  public static ApiFailure internal(String cause) {
    ObjectNode status = status(500, "InternalError", "Internal error occurred: " + cause);
    status.putObject(DETAILS).putArray("causes").addObject().put("message", cause);
    return new ApiFailure(500, status);
  }

  /** The server failed in a way that it has no reason for. */
  public static ApiFailure unexplained(String message) {
    ObjectNode status = status(500, "", message);
    status.remove("reason");
    return new ApiFailure(500, status);
  }

  /** The simulated server does not know how the real one behaves here. */
  public static ApiFailure notSimulated(String what) {
    return new ApiFailure(501, status(501, "NotSimulated", "not simulated: " + what));
  }

  /** Returns the resource with its group, and the name in quotes. */
  private static String qualified(ResourceType type, String name) {
    return qualified(type) + " " + FieldError.quote(name);
  }

  private static String qualified(ResourceType type) {
    return type.group().isEmpty() ? type.plural() : type.plural() + "." + type.group();
  }

  private static ApiFailure named(
      int code, String reason, ResourceType type, String name, String message) {
    ObjectNode status = status(code, reason, message);
    details(status, type, type.plural(), name);
    return new ApiFailure(code, status);
  }

  private static ObjectNode details(
      ObjectNode status, ResourceType type, String kind, String name) {
    ObjectNode details = status.putObject(DETAILS);
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    return details.put("kind", kind);
  }

  /** Returns a {@code Status} of failure without details. */
  public static ObjectNode status(int code, String reason, String message) {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    return status
        .put("status", "Failure")
        .put("message", message)
        .put("reason", reason)
        .put("code", code);
  }
}
