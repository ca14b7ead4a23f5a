package dev.sealer.cli.app.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and patches Applications, and reads their objects; of a Secret the metadata only. */
public final class ApplicationClient {
  private static final ResourceType APPLICATION =
      new ResourceType("argoproj.io", "v1alpha1", "Application", "applications", true);

  private final ClusterApi api;
  private final Map<String, JsonNode> kinds = new HashMap<>();

  /** Works through {@code api}, which the caller must close. */
  public ApplicationClient(ClusterApi api) {
    this.api = api;
  }

  /** Lists the Applications of a namespace. */
  public List<ApplicationSummary> list(String namespace) {
    return api.list("list Applications", APPLICATION.collectionPath(namespace), "").stream()
        .map(ApplicationSummary::of)
        .toList();
  }

  /**
   * Reads an Application.
   *
   * @throws CommandFailure if there is none
   */
  public JsonNode read(ObjectKey key) {
    return find(key)
        .orElseThrow(() -> new CommandFailure("Application " + key + " does not exist"));
  }

  /** Reads an Application; empty if there is none. */
  public Optional<JsonNode> find(ObjectKey key) {
    return api.find("read Application " + key, APPLICATION.objectPath(key));
  }

  /** Creates an Application; fails if there is one of its name. */
  public void create(ObjectKey key, ObjectNode application) {
    JsonNode _ = api.create("create Application " + key, APPLICATION, key.namespace(), application);
  }

  /** Patches an Application; with a resourceVersion in it, only if it is as it was read. */
  public void patch(String what, ObjectKey key, ObjectNode patch) {
    api.patch(what + " Application " + key, new ObjectRef(APPLICATION, key), patch, "sealer");
  }

  /** Sets an annotation; null removes it. */
  public static ObjectNode annotation(String name, JsonNode value) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").putObject("annotations").set(name, value);
    return patch;
  }

  /** Deletes an Application; what becomes of its objects is up to its finalizers. */
  public void delete(ObjectKey key) {
    String what = "delete Application " + key;
    ApiAnswer answer = api.send(what, ApiRequest.delete(APPLICATION.objectPath(key), "{}"));
    if (!answer.ok() && answer.code() != HttpURLConnection.HTTP_NOT_FOUND) {
      throw new CommandFailure("cannot " + what + ": " + answer.message());
    }
  }

  /** Reads the metadata of an object; empty if it does not exist or may not be read. */
  public Optional<JsonNode> metadata(AppResource resource) {
    return target(resource)
        .flatMap(ref -> {
          ApiAnswer answer =
              api.send(
                  "read " + resource.title(),
                  ApiRequest.get(ref.type().objectPath(ref.key()))
                      .accepting(ApiRequest.METADATA_ONLY));
          return answer.ok() ? Optional.of(answer.body().path("metadata")) : Optional.empty();
        });
  }

  /**
   * Reads an object; empty if it does not exist or may not be read.
   *
   * @throws IllegalArgumentException for a Secret: nobody needs its values
   */
  public Optional<JsonNode> object(AppResource resource) {
    if (resource.isSecret()) {
      throw new IllegalArgumentException(resource.title() + " is a Secret");
    }
    return target(resource)
        .flatMap(
            ref -> api.findIfAllowed("read " + resource.title(), ref.type().objectPath(ref.key())));
  }

  /** Returns where an object is; empty if the API server does not serve its kind. */
  public Optional<ObjectRef> target(AppResource resource) {
    return plural(resource)
        .map(type -> new ObjectRef(type, new ObjectKey(resource.namespace(), resource.name())));
  }

  /** Reads the metadata of all objects of a kind in a namespace; none if that is not allowed. */
  public List<JsonNode> metadata(ResourceType type, String namespace) {
    List<JsonNode> found = new ArrayList<>();
    ApiAnswer answer =
        api.send(
            "list " + type.plural(),
            ApiRequest.get(type.collectionPath(namespace))
                .accepting(ApiRequest.METADATA_LIST_ONLY));
    if (answer.ok()) {
      answer.body().path("items").forEach(one -> found.add(one.path("metadata")));
    }
    return found;
  }

  private Optional<ResourceType> plural(AppResource resource) {
    JsonNode served = kinds.computeIfAbsent(resource.apiVersion(), this::kinds);
    for (JsonNode one : served.path("resources")) {
      String name = one.path("name").asText();
      if (one.path("kind").asText().equals(resource.kind()) && !name.contains("/")) {
        return Optional.of(
            new ResourceType(
                resource.group(),
                resource.version(),
                resource.kind(),
                name,
                one.path("namespaced").asBoolean()));
      }
    }
    return Optional.empty();
  }

  private JsonNode kinds(String apiVersion) {
    String root = apiVersion.contains("/") ? "/apis/" : "/api/";
    return api.send("read the kinds of " + apiVersion, ApiRequest.get(root + apiVersion)).body();
  }
}
