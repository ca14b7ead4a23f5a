package dev.sealer.simulation.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.kind.KindCatalog;
import dev.sealer.simulation.kind.ServedKind;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Acts on a cluster as a person with kubectl would, and looks at it. The cluster is in memory or
 * real. A method throws {@link IllegalStateException} with the API server's message if a call is
 * refused, unless it says otherwise.
 */
public class ClusterUser {

  private static final String APPLIES = "kubectl";
  private static final String EDITS = "kubectl-edit";
  private static final int NOT_FOUND = 404;

  private final ApiClient calls;
  private final String namespace;

  /** Creates someone who acts through {@code calls}, and names the namespace of each object. */
  public ClusterUser(ApiClient calls) {
    this(calls, "");
  }

  /**
   * Creates someone who acts through {@code calls}.
   *
   * @param namespace of manifests that name none, as with {@code kubectl --namespace}
   */
  public ClusterUser(ApiClient calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
  }

  /**
   * Applies manifests as a user would, taking fields over from others.
   *
   * @param yaml one or more documents; a namespaced object names its namespace
   * @return the last object as it is stored
   * @throws IllegalStateException if one is refused; says why
   */
  public ObjectNode apply(String yaml) {
    return applyAs(APPLIES, yaml);
  }

  /** Applies manifests as a field manager of the test's choice. */
  public ObjectNode applyAs(String manager, String yaml) {
    ObjectNode last = Json.object();
    for (Document document : KubeYaml.readDocuments(yaml, "manifest")) {
      ObjectNode object = exact(document.content());
      ApiRequest request =
          ApiRequest.patch(path(object), ApiRequest.APPLY_PATCH, Json.text(object))
              .with("fieldManager", manager)
              .with("force", "true");
      last = accepted(send(request));
    }
    return last;
  }

  /** Creates objects as a field manager of the test's choice, by POST. */
  public ObjectNode createAs(String manager, String yaml) {
    ObjectNode last = Json.object();
    for (Document document : KubeYaml.readDocuments(yaml, "manifest")) {
      ObjectNode object = exact(document.content());
      String path = path(object);
      ApiRequest request =
          ApiRequest.post(path.substring(0, path.lastIndexOf('/')), Json.text(object))
              .with("fieldManager", manager);
      last = accepted(send(request));
    }
    return last;
  }

  /** Changes an object by a merge patch, given as YAML, as kubectl edit would. */
  public ObjectNode edit(ResourceType type, ObjectKey key, String mergePatch) {
    return edit(type.objectPath(key), mergePatch);
  }

  /** Changes the object at a path of the API by a merge patch, given as YAML. */
  public ObjectNode edit(String path, String mergePatch) {
    ObjectNode patch = exact(KubeYaml.readDocument(mergePatch, "patch").content());
    ApiRequest request =
        ApiRequest.patch(path, ApiRequest.MERGE_PATCH, Json.text(patch))
            .with("fieldManager", EDITS);
    return accepted(send(request));
  }

  /** Replaces fields of a status, given as YAML, as the controller of a workload would. */
  public void writeStatus(ResourceType type, ObjectKey key, String status) {
    ObjectNode patch = Json.object();
    patch.set("status", exact(KubeYaml.readDocument(status, "status").content()));
    ApiRequest request =
        ApiRequest.patch(type.objectPath(key) + "/status", ApiRequest.MERGE_PATCH, Json.text(patch))
            .with("fieldManager", "kubelet");
    ObjectNode _ = accepted(send(request));
  }

  /** Deletes an object as a user would; it stays as long as it has finalizers. */
  public void delete(ResourceType type, ObjectKey key) {
    delete(type.objectPath(key));
  }

  /** Deletes the object at a path of the API. */
  public void delete(String path) {
    ObjectNode _ = accepted(send(ApiRequest.delete(path, "{}")));
  }

  /** Returns an object; empty if there is none. */
  public Optional<ObjectNode> find(ResourceType type, ObjectKey key) {
    return find(type.objectPath(key));
  }

  /** Returns the object at a path of the API; empty if there is none. */
  public Optional<ObjectNode> find(String path) {
    ApiAnswer answer = send(ApiRequest.get(path));
    return answer.code() == NOT_FOUND ? Optional.empty() : Optional.of(accepted(answer));
  }

  /** Returns an object that must be there. */
  public ObjectNode get(ResourceType type, ObjectKey key) {
    return find(type, key)
        .orElseThrow(() -> new IllegalStateException(type.kind() + " " + key + " is not there"));
  }

  /** Returns a Secret; empty if there is none. */
  public Optional<ObjectNode> secret(ObjectKey key) {
    return find(ResourceType.SECRET, key);
  }

  /** Returns the values of a Secret as text, by key; empty if there is no Secret. */
  public Map<String, String> values(ObjectKey key) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry :
        secret(key).map(secret -> secret.path("data")).orElse(Json.object()).properties()) {
      byte[] value = Base64.getDecoder().decode(entry.getValue().asText());
      values.put(entry.getKey(), new String(value, StandardCharsets.UTF_8));
    }
    return values;
  }

  /** Returns a value at a JSON pointer as text; empty if there is no object or no value. */
  public String text(ResourceType type, ObjectKey key, String pointer) {
    return find(type, key).map(object -> object.at(pointer).asText()).orElse("");
  }

  /** Returns a condition as {@code STATUS REASON: MESSAGE}; {@code none} if there is none. */
  public String condition(ResourceType type, ObjectKey key, String name) {
    JsonNode object = find(type, key).orElseGet(Json::object);
    for (JsonNode condition : object.path("status").path("conditions")) {
      if (condition.path("type").asText().equals(name)) {
        return condition.path("status").asText()
            + " "
            + condition.path("reason").asText()
            + ": "
            + condition.path("message").asText();
      }
    }
    return "none";
  }

  /** Returns all objects of a kind, in the order of their names. */
  public List<ObjectNode> list(ResourceType type, String namespace) {
    List<ObjectNode> found = new ArrayList<>();
    try {
      ApiAnswer answer = calls.list(ApiRequest.get(type.collectionPath(namespace)), found::add);
      if (!answer.ok()) {
        throw new IllegalStateException(answer.code() + " " + answer.message());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private ApiAnswer send(ApiRequest request) {
    try {
      return calls.send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode exact(JsonNode content) {
    JsonNode object = Json.parse(Json.text(content).getBytes(StandardCharsets.UTF_8));
    if (object instanceof ObjectNode manifest) {
      return manifest;
    }
    throw new IllegalArgumentException("a manifest is a mapping");
  }

  private String path(ObjectNode object) {
    String apiVersion = object.path("apiVersion").asText();
    String kind = object.path("kind").asText();
    ServedKind served =
        KindCatalog.standard()
            .find(apiVersion, kind)
            .orElseThrow(
                () -> new IllegalArgumentException(apiVersion + " " + kind + " is not served"));
    JsonNode metadata = object.path("metadata");
    String own = metadata.path("namespace").asText();
    String in = own.isEmpty() && served.type().namespaced() ? namespace : own;
    return served.type().objectPath(new ObjectKey(in, metadata.path("name").asText()));
  }

  private static ObjectNode accepted(ApiAnswer answer) {
    if (answer.ok() && answer.body() instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalStateException(answer.code() + " " + answer.message());
  }
}
