package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.HttpApiCalls;
import dev.sealer.kube.client.Json;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link ClusterObjects} over the API server's own HTTP interface. */
public final class ApiServerObjects implements ClusterObjects {

  private static final String FIELD_MANAGER = "fieldManager";
  private static final String METADATA = "metadata";
  private static final String RESOURCE_VERSION = "resourceVersion";
  private static final String MANAGED_FIELDS = "managedFields";
  private static final String ALL = "All";

  private final ApiCalls calls;

  /** Over {@code client}'s connection, which stays the caller's to close. */
  public ApiServerObjects(KubernetesClient client) {
    this(new HttpApiCalls(client));
  }

  /** Over {@code calls}. */
  public ApiServerObjects(ApiCalls calls) {
    this.calls = calls;
  }

  @Override
  public ReadResult read(Target target) {
    AnswerReading reading = new AnswerReading(Quoting.of(target.type()), null);
    return send(ApiRequest.get(path(target)), reading::read, unreachable -> unreachable);
  }

  @Override
  public ReadResult readMetadata(Target target) {
    AnswerReading reading = new AnswerReading(Quoting.of(target.type()), null);
    ApiRequest request = ApiRequest.get(path(target)).accepting(ApiRequest.METADATA_ONLY);
    return send(request, reading::read, unreachable -> unreachable);
  }

  @Override
  public WriteResult apply(Target target, ObjectNode desired, ApplyOptions options) {
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
    Quoting quoting =
        options.isOnlyNew() ? Quoting.ofNew(target.type(), body) : Quoting.of(target.type(), body);
    return write(request, quoting, options.known());
  }

  @Override
  public WriteResult create(
      ResourceType type, String namespace, ObjectNode object, String fieldManager) {
    ObjectNode body = Json.object();
    body.setAll(object);
    body.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    ApiRequest request =
        ApiRequest.post(type.collectionPath(namespace), Json.text(body))
            .with(FIELD_MANAGER, fieldManager);
    return write(request, Quoting.ofNew(type, body), null);
  }

  @Override
  public WriteResult removeKeys(
      Target target, String resourceVersion, List<List<String>> fields, String fieldManager) {
    JsonPatch patch = JsonPatch.onlyAt(resourceVersion);
    fields.forEach(patch::remove);
    return write(
        jsonPatch(target, patch, fieldManager), Quoting.of(target.type()), resourceVersion);
  }

  @Override
  public WriteResult adopt(
      Target target, String resourceVersion, ManagedFields.Adoption adoption, String fieldManager) {
    return switch (readMetadata(target)) {
      case ReadResult.Found found -> adopt(found, target, resourceVersion, adoption, fieldManager);
      case ReadResult.Missing m -> new WriteResult.Stale(target + " is gone");
      case WriteResult.Refused refused -> refused;
      case WriteResult.Unreachable unreachable -> unreachable;
    };
  }

  private WriteResult adopt(
      ReadResult.Found found,
      Target target,
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
    return write(request, Quoting.of(target.type()), resourceVersion);
  }

  @Override
  public DeleteResult delete(Target target, DeleteOptions options) {
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
    AnswerReading reading = new AnswerReading(Quoting.of(target.type()), null);
    return send(
        ApiRequest.delete(path(target), Json.text(body)),
        reading::delete,
        unreachable -> unreachable);
  }

  @Override
  public WriteResult writeStatus(Target target, JsonNode status, StatusWrite how) {
    String place =
        switch (how.place()) {
          case SUBRESOURCE -> path(target) + "/status";
          case MAIN -> path(target);
        };
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
        Quoting.of(target.type(), wrapped),
        how.precondition());
  }

  @Override
  public WriteResult mergePatch(Target target, ObjectNode patch, String fieldManager) {
    JsonNode precondition = patch.path(METADATA).path(RESOURCE_VERSION);
    ApiRequest request =
        ApiRequest.patch(path(target), ApiRequest.MERGE_PATCH, Json.text(patch))
            .with(FIELD_MANAGER, fieldManager);
    return write(
        request,
        Quoting.of(target.type(), patch),
        precondition.isTextual() ? precondition.asText() : null);
  }

  private WriteResult write(ApiRequest request, Quoting quoting, @Nullable String known) {
    return send(request, new AnswerReading(quoting, known)::write, unreachable -> unreachable);
  }

  private <T> T send(
      ApiRequest request,
      Function<ApiAnswer, T> read,
      Function<WriteResult.Unreachable, T> unreachable) {
    try {
      return read.apply(calls.send(request));
    } catch (IOException e) {
      return unreachable.apply(new WriteResult.Unreachable(String.valueOf(e.getMessage())));
    }
  }

  private static ApiRequest jsonPatch(Target target, JsonPatch patch, String fieldManager) {
    return ApiRequest.patch(path(target), ApiRequest.JSON_PATCH, patch.text())
        .with(FIELD_MANAGER, fieldManager);
  }

  private static String path(Target target) {
    return target.type().objectPath(target.key());
  }

  private static ObjectNode identified(
      Target target, ObjectNode desired, @Nullable String resourceVersion) {
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
