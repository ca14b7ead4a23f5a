package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Sends the requests of the contract to one server, in one namespace. */
record ContractClient(ApiClient calls, String namespace) {

  static final ResourceType LEASE =
      new ResourceType("coordination.k8s.io", "v1", "Lease", "leases", true);
  static final ResourceType EVENT = new ResourceType("", "v1", "Event", "events", true);
  static final ResourceType SEALED_SECRET =
      new ResourceType("bitnami.com", "v1alpha1", "SealedSecret", "sealedsecrets", true);
  static final ResourceType SECRET_STORE =
      new ResourceType("external-secrets.io", "v1", "SecretStore", "secretstores", true);
  static final ResourceType EXTERNAL_SECRET =
      new ResourceType("external-secrets.io", "v1", "ExternalSecret", "externalsecrets", true);
  static final ResourceType APPLICATION =
      new ResourceType("argoproj.io", "v1alpha1", "Application", "applications", true);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Reads JSON in which single quotes stand for double ones. */
  static ObjectNode json(String text) {
    JsonNode tree = Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("not a JSON object: " + text);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  ClusterObjects objects() {
    return new ApiServerObjects(calls);
  }

  ObjectKey key(ResourceType type, String name) {
    return type.namespaced() ? new ObjectKey(namespace, name) : ObjectKey.clusterScoped(name);
  }

  ObjectRef target(ResourceType type, String name) {
    return new ObjectRef(type, key(type, name));
  }

  ApiAnswer send(ApiRequest request) {
    try {
      return calls.send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String collection(ResourceType type) {
    return type.collectionPath(type.namespaced() ? namespace : "");
  }

  private String path(ResourceType type, String name) {
    return type.objectPath(key(type, name));
  }

  /** Adds what identifies the object, unless it is there. */
  private ObjectNode identified(ResourceType type, String name, ObjectNode content) {
    ObjectNode object = content.deepCopy();
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    ObjectNode metadata = object.withObject("/metadata");
    if (!metadata.has("name")) {
      metadata.put("name", name);
    }
    if (type.namespaced() && !metadata.has("namespace")) {
      metadata.put("namespace", namespace);
    }
    return object;
  }

  ApiAnswer create(ResourceType type, String name, String content, String manager) {
    ObjectNode object = identified(type, name, json(content));
    return send(ApiRequest.post(collection(type), Json.text(object)).with("fieldManager", manager));
  }

  ApiAnswer create(ResourceType type, String name, String content) {
    return create(type, name, content, "creator");
  }

  ApiAnswer apply(ResourceType type, String name, String content, String manager) {
    return send(applyRequest(type, name, content, manager));
  }

  ApiAnswer force(ResourceType type, String name, String content, String manager) {
    return send(applyRequest(type, name, content, manager).with("force", "true"));
  }

  ApiRequest applyRequest(ResourceType type, String name, String content, String manager) {
    ObjectNode object = identified(type, name, json(content));
    return ApiRequest.patch(path(type, name), ApiRequest.APPLY_PATCH, Json.text(object))
        .with("fieldManager", manager);
  }

  ApiAnswer applyStatus(ResourceType type, String name, String content, String manager) {
    ObjectNode object = identified(type, name, json(content));
    return send(
        ApiRequest.patch(path(type, name) + "/status", ApiRequest.APPLY_PATCH, Json.text(object))
            .with("fieldManager", manager)
            .with("force", "true"));
  }

  ApiAnswer merge(ResourceType type, String name, String patch, String manager) {
    return send(mergeRequest(type, name, patch, manager));
  }

  ApiRequest mergeRequest(ResourceType type, String name, String patch, String manager) {
    return ApiRequest.patch(path(type, name), ApiRequest.MERGE_PATCH, Json.text(json(patch)))
        .with("fieldManager", manager);
  }

  ApiAnswer mergeStatus(ResourceType type, String name, String patch, String manager) {
    return send(
        ApiRequest.patch(
                path(type, name) + "/status", ApiRequest.MERGE_PATCH, Json.text(json(patch)))
            .with("fieldManager", manager));
  }

  /** Sends a JSON patch, a list of operations in which single quotes stand for double ones. */
  ApiAnswer patch(ResourceType type, String name, String operations, String manager) {
    return send(
        ApiRequest.patch(path(type, name), ApiRequest.JSON_PATCH, operations.replace('\'', '"'))
            .with("fieldManager", manager));
  }

  ApiAnswer get(ResourceType type, String name) {
    return send(ApiRequest.get(path(type, name)));
  }

  ApiAnswer delete(ResourceType type, String name, String options) {
    return send(ApiRequest.delete(path(type, name), Json.text(json(options))));
  }

  ApiRequest listRequest(ResourceType type) {
    return ApiRequest.get(collection(type));
  }

  ApiAnswer list(ResourceType type) {
    return send(listRequest(type));
  }

  /** Opens a watch from a version, without bookmarks. */
  Lines watch(ResourceType type, String version) {
    return open(watchRequest(type, version));
  }

  ApiRequest watchRequest(ResourceType type, String version) {
    return listRequest(type)
        .with("watch", "true")
        .with("resourceVersion", version)
        .with("timeoutSeconds", "60");
  }

  Lines open(ApiRequest request) {
    try {
      return calls.open(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the next {@code count} events, each as type and name. */
  static List<String> events(Lines lines, int count) {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JsonNode event = event(lines);
      events.add(
          event.path("type").asText()
              + " "
              + event.path("object").path("metadata").path("name").asText());
    }
    return events;
  }

  static JsonNode event(Lines lines) {
    try {
      byte[] line = lines.next(PATIENCE);
      return line == null ? Json.object().put("type", "END") : Json.parse(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String version(ApiAnswer answer) {
    return answer.body().path("metadata").path("resourceVersion").asText();
  }

  static int generation(ApiAnswer answer) {
    return answer.body().path("metadata").path("generation").asInt();
  }

  /** Returns the entry of a manager in managedFields; a missing node if there is none. */
  static JsonNode entry(ApiAnswer answer, String manager, String operation) {
    for (JsonNode entry : answer.body().path("metadata").path("managedFields")) {
      if (entry.path("manager").asText().equals(manager)
          && entry.path("operation").asText().equals(operation)) {
        return entry;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  static JsonNode fields(ApiAnswer answer, String manager, String operation) {
    return entry(answer, manager, operation).path("fieldsV1");
  }
}
