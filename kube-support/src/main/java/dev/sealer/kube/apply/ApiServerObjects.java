package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.redact.MessageRedactor;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link ClusterObjects} over the API server's own HTTP interface. */
public final class ApiServerObjects implements ClusterObjects {

  private static final String FIELD_MANAGER = "fieldManager";
  private static final String METADATA = "metadata";
  private static final String RESOURCE_VERSION = "resourceVersion";
  private static final String MANAGED_FIELDS = "managedFields";
  private static final String ALL = "All";

  private final ApiClient calls;

  /** Uses the connection of {@code client}, which the caller must close. */
  public ApiServerObjects(KubernetesClient client) {
    this(new HttpApiClient(client));
  }

  /** Uses {@code calls}. */
  public ApiServerObjects(ApiClient calls) {
    this.calls = calls;
  }

  @Override
  public ObjectReadResult read(ObjectRef target) {
    return read(ApiRequest.get(path(target)), target.type());
  }

  @Override
  public ObjectReadResult readMetadata(ObjectRef target) {
    return read(ApiRequest.get(path(target)).accepting(ApiRequest.METADATA_ONLY), target.type());
  }

  @Override
  public WriteResult apply(ObjectRef target, ObjectNode desired, ApplyOptions options) {
    ObjectNode body = identified(target, desired, options.precondition());
    if (options.uid() != null && body.get(METADATA) instanceof ObjectNode metadata) {
      metadata.put("uid", options.uid());
    }
    ApiRequest request =
        ApiRequest.patch(path(target), ApiRequest.APPLY_PATCH, Json.text(body))
            .with(FIELD_MANAGER, options.fieldManager())
            .with("force", Boolean.toString(options.force()))
            .with("dryRun", options.dryRun() ? ALL : null)
            .accepting(options.metadataOnly() ? ApiRequest.METADATA_ONLY : ApiRequest.JSON);
    MessageRedactor redactor =
        options.isOnlyNew()
            ? MessageRedactor.ofNew(target.type(), body)
            : MessageRedactor.of(target.type(), body);
    return write(request, redactor, options.known());
  }

  @Override
  public WriteResult create(
      ResourceType type, String namespace, ObjectNode object, String fieldManager) {
    ObjectNode body = Json.object();
    body.setAll(object);
    body.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    ApiRequest request =
        ApiRequest.post(type.collectionPath(namespace), Json.text(body))
            .with(FIELD_MANAGER, fieldManager)
            // Otherwise a field that the kind does not have is dropped with a warning.
            .with("fieldValidation", "Strict");
    return write(request, MessageRedactor.ofNew(type, body), null);
  }

  @Override
  public WriteResult removeKeys(
      ObjectRef target, String resourceVersion, List<List<String>> fields, String fieldManager) {
    JsonPatch patch = JsonPatch.onlyAt(resourceVersion);
    fields.forEach(patch::remove);
    return write(
        jsonPatch(target, patch, fieldManager), MessageRedactor.of(target.type()), resourceVersion);
  }

  @Override
  public WriteResult adopt(
      ObjectRef target,
      String resourceVersion,
      ManagedFields.Adoption adoption,
      String fieldManager) {
    return switch (readMetadata(target)) {
      case ObjectReadResult.Found found ->
          adopt(found, target, resourceVersion, adoption, fieldManager);
      case ObjectReadResult.Missing m -> new WriteResult.Stale(target + " was deleted");
      case WriteResult.Refused refused -> refused;
      case WriteResult.Unreachable unreachable -> unreachable;
    };
  }

  private WriteResult adopt(
      ObjectReadResult.Found found,
      ObjectRef target,
      String resourceVersion,
      ManagedFields.Adoption adoption,
      String fieldManager) {
    if (!found.resourceVersion().equals(resourceVersion)) {
      return new WriteResult.Stale(target + " has changed since it was read");
    }
    Optional<ArrayNode> rewritten =
        ManagedFields.adopt(
            found.object().path(METADATA).path(MANAGED_FIELDS),
            adoption,
            fieldManager,
            target.type().apiVersion());
    if (rewritten.isEmpty()) {
      return new WriteResult.Applied(found.object(), WriteResult.Change.UNCHANGED);
    }
    JsonPatch patch =
        JsonPatch.onlyAt(resourceVersion)
            .replace(List.of(METADATA, MANAGED_FIELDS), rewritten.get());
    ApiRequest request = jsonPatch(target, patch, fieldManager).accepting(ApiRequest.METADATA_ONLY);
    return write(request, MessageRedactor.of(target.type()), resourceVersion);
  }

  @Override
  public DeleteResult delete(ObjectRef target, DeleteOptions options) {
    ObjectNode body = Json.object();
    body.put("apiVersion", "v1").put("kind", "DeleteOptions");
    body.put("propagationPolicy", options.propagation().wire());
    if (options.dryRun()) {
      body.putArray("dryRun").add(ALL);
    }
    ObjectNode preconditions = Json.object();
    if (options.uid() != null) {
      preconditions.put("uid", options.uid());
    }
    if (options.resourceVersion() != null) {
      preconditions.put(RESOURCE_VERSION, options.resourceVersion());
    }
    if (!preconditions.isEmpty()) {
      body.set("preconditions", preconditions);
    }
    try {
      ApiAnswer answer = calls.send(ApiRequest.delete(path(target), Json.text(body)));
      return new ResponseClassifier(MessageRedactor.of(target.type()), null).delete(answer);
    } catch (IOException e) {
      return unreachable(e);
    }
  }

  @Override
  public WriteResult writeStatus(ObjectRef target, JsonNode status, StatusWrite how) {
    String place = path(target) + "/status";
    ObjectNode wrapped = Json.object();
    wrapped.set("status", status);
    ApiRequest request =
        switch (how.verb()) {
          case APPLY ->
              ApiRequest.patch(
                      place,
                      ApiRequest.APPLY_PATCH,
                      Json.text(identified(target, wrapped, how.precondition())))
                  .with("force", "true");
          case MERGE -> {
            if (how.precondition() != null) {
              wrapped.putObject(METADATA).put(RESOURCE_VERSION, how.precondition());
            }
            yield ApiRequest.patch(place, ApiRequest.MERGE_PATCH, Json.text(wrapped));
          }
        };
    return write(
        request.with(FIELD_MANAGER, how.fieldManager()).accepting(ApiRequest.METADATA_ONLY),
        MessageRedactor.of(target.type(), wrapped),
        how.precondition());
  }

  @Override
  public WriteResult mergePatch(ObjectRef target, ObjectNode patch, String fieldManager) {
    JsonNode precondition = patch.path(METADATA).path(RESOURCE_VERSION);
    ApiRequest request =
        ApiRequest.patch(path(target), ApiRequest.MERGE_PATCH, Json.text(patch))
            .with(FIELD_MANAGER, fieldManager);
    return write(
        request,
        MessageRedactor.of(target.type(), patch),
        precondition.isTextual() ? precondition.asText() : null);
  }

  private ObjectReadResult read(ApiRequest request, ResourceType type) {
    try {
      return new ResponseClassifier(MessageRedactor.of(type), null).read(calls.send(request));
    } catch (IOException e) {
      return unreachable(e);
    }
  }

  private WriteResult write(ApiRequest request, MessageRedactor redactor, @Nullable String known) {
    try {
      return new ResponseClassifier(redactor, known).write(calls.send(request));
    } catch (IOException e) {
      return unreachable(e);
    }
  }

  private static WriteResult.Unreachable unreachable(IOException cause) {
    return new WriteResult.Unreachable(String.valueOf(cause.getMessage()));
  }

  private static ApiRequest jsonPatch(ObjectRef target, JsonPatch patch, String fieldManager) {
    return ApiRequest.patch(path(target), ApiRequest.JSON_PATCH, patch.text())
        .with(FIELD_MANAGER, fieldManager);
  }

  private static String path(ObjectRef target) {
    return target.type().objectPath(target.key());
  }

  private static ObjectNode identified(
      ObjectRef target, ObjectNode desired, @Nullable String resourceVersion) {
    ObjectNode body = Json.object();
    body.put("apiVersion", target.type().apiVersion()).put("kind", target.type().kind());
    desired
        .properties()
        .forEach(field -> {
          if (!body.has(field.getKey())) {
            body.set(field.getKey(), field.getValue());
          }
        });
    ObjectNode metadata = Json.object();
    if (desired.get(METADATA) instanceof ObjectNode given) {
      metadata.setAll(given);
    }
    metadata.remove(List.of(MANAGED_FIELDS, RESOURCE_VERSION));
    metadata.put("name", target.key().name());
    if (target.type().namespaced()) {
      metadata.put("namespace", target.key().namespace());
    }
    if (resourceVersion != null) {
      metadata.put(RESOURCE_VERSION, resourceVersion);
    }
    body.set(METADATA, metadata);
    return body;
  }
}
