package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.apply.ApplyConflictException;
import dev.sealer.simulation.apply.FieldOwnership;
import dev.sealer.simulation.failure.Failures;
import dev.sealer.simulation.failure.FieldError;
import dev.sealer.simulation.kind.ServedKind;
import dev.sealer.simulation.kind.UnreadableObjectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Carries out creates and patches. */
final class WriteRequests {

  private static final String METADATA = "metadata";
  private static final String NAMESPACE = "namespace";
  private static final String NAME = "name";
  private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int GENERATED = 5;
  private static final int LONGEST_PREFIX = 58;
  private static final int NAME_TRIES = 8;

  private final ObjectStore store;
  private final ObjectWriter writer;
  private final RandomGenerator names;
  private final ApplyRequests applies;

  WriteRequests(
      ObjectStore store, ObjectWriter writer, RandomGenerator names, ApplyRequests applies) {
    this.store = store;
    this.writer = writer;
    this.names = names;
    this.applies = applies;
  }

  ApiAnswer create(CallPath.Collection path, ApiRequest request) {
    QueryCheck.only(request, "fieldManager", "dryRun", "fieldValidation");
    ServedKind kind = path.kind();
    ResourceType type = kind.type();
    ObjectNode object = decode(kind, body(request));
    if (type.namespaced() && path.namespace().isEmpty()) {
      throw Failures.notSimulated("POST of a namespaced object without a namespace in the path");
    }
    inNamespace(object, path.namespace());
    ObjectNode metadata = object.withObject("/" + METADATA);
    boolean isGenerated =
        metadata.path(NAME).asText().isEmpty() && !metadata.path("generateName").asText().isEmpty();
    if (isGenerated) {
      metadata.put(NAME, generate(kind, path.namespace(), metadata.path("generateName").asText()));
    }
    String name = metadata.path(NAME).asText();
    if (name.isEmpty()) {
      throw Failures.invalid(
          type,
          "",
          List.of(FieldError.required("metadata.name", "name or generateName is required")));
    }
    WriteCall call =
        new WriteCall(
            kind,
            new ObjectKey(path.namespace(), name),
            false,
            QueryCheck.manager(request),
            QueryCheck.isDryRun(request));
    boolean isVersioned = !metadata.path("resourceVersion").asText().isEmpty();
    if (isVersioned && !call.dryRun()) {
      throw Failures.unexplained("resourceVersion should not be set on objects to be created");
    }
    FieldOwnership ownership = applies.ownership(kind, false);
    ObjectNode owned = ownership.update(ownership.blank(), object, call.manager(), writer.now());
    ObjectNode stored = writer.create(call, owned);
    return new ApiAnswer(201, ObjectView.of(kind, request).show(stored));
  }

  private String generate(ServedKind kind, String namespace, String prefix) {
    String start = prefix.substring(0, Math.min(LONGEST_PREFIX, prefix.length()));
    String name = start;
    for (int i = 0; i < NAME_TRIES; i++) {
      StringBuilder generated = new StringBuilder(start);
      for (int j = 0; j < GENERATED; j++) {
        generated.append(NAME_LETTERS.charAt(names.nextInt(NAME_LETTERS.length())));
      }
      name = generated.toString();
      if (store.get(kind, new ObjectKey(namespace, name)) == null) {
        return name;
      }
    }
    return name;
  }

  ApiAnswer patch(CallPath.Single path, ApiRequest request) {
    ObjectView view = ObjectView.of(path.kind(), request);
    WriteCall call =
        new WriteCall(
            path.kind(),
            new ObjectKey(path.namespace(), path.name()),
            path.subresource().equals("status"),
            QueryCheck.manager(request),
            QueryCheck.isDryRun(request));
    String type = String.valueOf(request.contentType());
    ObjectNode old = store.get(call.kind(), call.key());
    if (type.equals(ApiRequest.APPLY_PATCH)) {
      QueryCheck.only(request, "fieldManager", "force", "dryRun");
      boolean force = Boolean.parseBoolean(request.query().getOrDefault("force", "false"));
      return apply(call, old, body(request), view, force);
    }
    QueryCheck.only(request, "fieldManager", "dryRun");
    if (old == null) {
      throw Failures.notFound(call.kind().type(), path.name());
    }
    ObjectNode shown = new ObjectView(call.kind(), false).show(old);
    JsonNode patched =
        switch (type) {
          case ApiRequest.MERGE_PATCH -> Patches.merge(shown, body(request));
          case ApiRequest.JSON_PATCH -> Patches.json(shown, body(request));
          default -> throw Failures.notSimulated("a patch of type " + type);
        };
    ObjectNode object = decodePatched(call.kind(), patched);
    ObjectNode owned =
        applies
            .ownership(call.kind(), call.status())
            .update(shown, object, call.manager(), writer.now());
    checkNames(call, owned);
    return new ApiAnswer(200, view.show(writer.replace(call, old, owned)));
  }

  private ApiAnswer apply(
      WriteCall call, @Nullable ObjectNode old, JsonNode body, ObjectView view, boolean force) {
    if (old == null && call.status()) {
      throw Failures.notFound(call.kind().type(), call.key().name());
    }
    try {
      ObjectNode object = applies.merge(call, old, body, force);
      boolean hasUid = !object.path(METADATA).path("uid").asText().isEmpty();
      if (old == null && hasUid) {
        throw Failures.conflict(
            call.kind().type(),
            call.key().name(),
            "uid mismatch: the provided object specified uid "
                + object.path(METADATA).path("uid").asText()
                + ", and no existing object was found");
      }
      checkNames(call, object);
      return old == null
          ? new ApiAnswer(201, view.show(writer.create(call, object)))
          : new ApiAnswer(200, view.show(writer.replace(call, old, object)));
    } catch (ApplyConflictException e) {
      throw ApplyRequests.conflict(e);
    }
  }

  static JsonNode body(ApiRequest request) {
    String body = request.body();
    return Json.parse((body == null ? "" : body).getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the body of a create. */
  private static ObjectNode decode(ServedKind kind, JsonNode body) {
    ResourceType type = kind.type();
    if (!(body instanceof ObjectNode sent)) {
      throw Failures.notSimulated("a body that is not a JSON object");
    }
    boolean fits =
        sent.path("apiVersion").asText().equals(type.apiVersion())
            && sent.path("kind").asText().equals(type.kind());
    if (!fits) {
      throw Failures.notSimulated("a body of another kind than its path");
    }
    try {
      return kind.rules().read(sent);
    } catch (UnreadableObjectException e) {
      throw Failures.badRequest(
          type.kind()
              + " in version \""
              + type.version()
              + "\" cannot be handled as a "
              + type.kind()
              + ": "
              + e.getMessage());
    }
  }

  private static ObjectNode decodePatched(ServedKind kind, JsonNode patched) {
    if (!(patched instanceof ObjectNode object)) {
      throw Failures.notSimulated("a patch that replaces the object by something else");
    }
    try {
      return kind.rules().read(object);
    } catch (UnreadableObjectException e) {
      throw Failures.patchedUnreadable(Json.text(object), String.valueOf(e.getMessage()));
    }
  }

  private static void inNamespace(ObjectNode object, String namespace) {
    ObjectNode metadata = object.withObject("/" + METADATA);
    String own = metadata.path(NAMESPACE).asText();
    if (own.isEmpty()) {
      if (!namespace.isEmpty()) {
        metadata.put(NAMESPACE, namespace);
      }
    } else if (!own.equals(namespace)) {
      throw Failures.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  private static void checkNames(WriteCall call, ObjectNode object) {
    inNamespace(object, call.key().namespace());
    String name = object.path(METADATA).path(NAME).asText();
    if (!name.equals(call.key().name())) {
      throw Failures.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + call.key().name()
              + ")");
    }
  }
}
