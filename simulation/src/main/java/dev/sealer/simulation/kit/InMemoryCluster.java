package dev.sealer.simulation.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.simulation.apiserver.SimApiServer;
import dev.sealer.simulation.kind.KindCatalog;
import dev.sealer.simulation.kind.ServedKind;
import dev.sealer.simulation.platform.SimChance;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A cluster for the tests of one reconciler: an API server in memory, the shipped client over it,
 * and a clock that the test moves. Nothing waits and nothing runs beside the test.
 */
public final class InMemoryCluster {

  private static final String USER = "user";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ManualTime time = new ManualTime(START);
  private final Platform platform =
      new Platform(time, new InlineThreads(time), new SimChance(1, "cluster"));
  private final SimApiServer server = new SimApiServer(time, new SimChance(1, "api-server"));
  private final ClusterObjects objects = new ApiServerObjects(server);
  private final RecordedEvents events = new RecordedEvents();
  private final MeterRegistry metrics = new SimpleMeterRegistry();

  /** Creates a cluster with these namespaces, beside those that every cluster has. */
  public InMemoryCluster(String... namespaces) {
    for (String name : namespaces) {
      ObjectNode _ = apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }
  }

  /** Returns the server, for its hooks and to read what is stored. */
  public SimApiServer server() {
    return server;
  }

  /** Returns the shipped reads and writes of objects. */
  public ClusterObjects objects() {
    return objects;
  }

  /** Returns the clock. */
  public ManualTime time() {
    return time;
  }

  /** Returns the clock, threads that run at once, and random numbers of a fixed seed. */
  public Platform platform() {
    return platform;
  }

  /** Returns what was said in events. */
  public RecordedEvents events() {
    return events;
  }

  /** Returns the metrics of the context. */
  public MeterRegistry metrics() {
    return metrics;
  }

  /** Returns all of it as a controller takes it. */
  public ControllerContext context() {
    return new ControllerContext(server, events, metrics, platform);
  }

  /** Moves the clock. */
  public void advance(Duration by) {
    time.advance(by);
  }

  /**
   * Applies manifests as a user would, taking fields over from others.
   *
   * @param yaml one or more documents; a namespaced object names its namespace
   * @return the last object as it is stored
   * @throws IllegalStateException if one is refused; says why
   */
  public ObjectNode apply(String yaml) {
    return applyAs(USER, yaml);
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
      last = accepted(server.send(request));
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
      last = accepted(server.send(request));
    }
    return last;
  }

  /** Changes an object by a merge patch, given as YAML, as kubectl edit would. */
  public ObjectNode edit(ResourceType type, ObjectKey key, String mergePatch) {
    ObjectNode patch = exact(KubeYaml.readDocument(mergePatch, "patch").content());
    ApiRequest request =
        ApiRequest.patch(type.objectPath(key), ApiRequest.MERGE_PATCH, Json.text(patch))
            .with("fieldManager", USER);
    return accepted(server.send(request));
  }

  /** Deletes an object as a user would; it stays as long as it has finalizers. */
  public void delete(ResourceType type, ObjectKey key) {
    ObjectNode _ = accepted(server.send(ApiRequest.delete(type.objectPath(key), "{}")));
  }

  /** Returns an object; empty if there is none. */
  public Optional<ObjectNode> find(ResourceType type, ObjectKey key) {
    return server.get(type, key);
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

  /** Returns a condition as {@code STATUS REASON: MESSAGE}; "none" if there is none. */
  public String condition(ResourceType type, ObjectKey key, String name) {
    for (JsonNode condition : get(type, key).path("status").path("conditions")) {
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

  /** Returns a watch of typed objects that is never behind. */
  public <T extends HasMetadata> CurrentObjects<T> watch(Class<T> type) {
    return new CurrentObjects<>(server, ResourceType.of(type), tree -> Json.typed(tree, type));
  }

  /** Returns a watch that is never behind, of what {@code view} shows of typed objects. */
  public <K extends HasMetadata, T> CurrentObjects<T> watch(Class<K> type, Function<K, T> view) {
    return new CurrentObjects<>(
        server, ResourceType.of(type), tree -> view.apply(Json.typed(tree, type)));
  }

  /** Returns a watch of metadata that is never behind. */
  public CurrentObjects<ObjectMetadata> watchMetadata(ResourceType type) {
    return new CurrentObjects<>(server, type, MetadataWatch::metadata);
  }

  private static ObjectNode exact(JsonNode content) {
    JsonNode object = Json.parse(Json.text(content).getBytes(StandardCharsets.UTF_8));
    if (object instanceof ObjectNode manifest) {
      return manifest;
    }
    throw new IllegalArgumentException("a manifest is a mapping");
  }

  private static String path(ObjectNode object) {
    String apiVersion = object.path("apiVersion").asText();
    String kind = object.path("kind").asText();
    ServedKind served =
        KindCatalog.standard()
            .find(apiVersion, kind)
            .orElseThrow(
                () -> new IllegalArgumentException(apiVersion + " " + kind + " is not served"));
    JsonNode metadata = object.path("metadata");
    return served
        .type()
        .objectPath(
            new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText()));
  }

  private static ObjectNode accepted(ApiAnswer answer) {
    if (answer.ok() && answer.body() instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalStateException(answer.code() + " " + answer.message());
  }

  /** Returns keys that a test may ask for, in the order of their names. */
  public List<ObjectKey> keys(ResourceType type) {
    return server.list(type, "").stream()
        .map(object -> object.path("metadata"))
        .map(m -> new ObjectKey(m.path("namespace").asText(), m.path("name").asText()))
        .toList();
  }
}
