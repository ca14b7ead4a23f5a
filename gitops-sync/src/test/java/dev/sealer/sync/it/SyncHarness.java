package dev.sealer.sync.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.git.GitSettings;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.HttpApiCalls;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.sync.GitOpsSyncController;
import dev.sealer.sync.GitOpsSyncSettings;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import dev.sealer.yaml.KubeYaml;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A running controller over a namespace of its own, and what a test does to the cluster. */
final class SyncHarness implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final ApiCalls calls;
  private final String control;
  private final GitOpsSyncSettings settings;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<String> events = new CopyOnWriteArrayList<>();
  private GitOpsSyncController controller;

  SyncHarness(KubernetesClient client, String control, Path folder) {
    this.client = client;
    this.calls = new HttpApiCalls(client);
    this.control = control;
    installDefinitions();
    Path kustomize = Prerequisites.require("gitops-sync", ToolBinaries.find(Tool.KUSTOMIZE));
    this.settings =
        GitOpsSyncSettings.of(control, kustomize, folder.resolve("cache"))
            .pollingEvery(Duration.ofSeconds(1))
            .withGit(GitSettings.in(folder.resolve("cache/git")));
    this.controller = started();
  }

  /** Ends the controller without any goodbye and starts another. */
  void restart() {
    controller.close();
    controller = started();
  }

  private GitOpsSyncController started() {
    EventRecorder recorder =
        (Subject about, EventRecorder.Type type, String reason, String message) ->
            events.add(about.key().name() + " " + reason + ": " + message);
    GitOpsSyncController made =
        GitOpsSyncController.create(
            settings, new ControllerContext(calls, recorder, registry, JdkPlatform.standard()));
    made.start();
    return made;
  }

  private void installDefinitions() {
    for (String name : List.of("applications", "appprojects")) {
      String file = "/crds/" + name + ".argoproj.io.yaml";
      try (InputStream in =
          Objects.requireNonNull(SyncHarness.class.getResourceAsStream(file), file)) {
        client.load(in).forceConflicts().serverSideApply();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    await().atMost(PATIENCE).until(() -> get("/apis/argoproj.io/v1alpha1/appprojects").isPresent());
  }

  /** Writes an Application of the control namespace. */
  void application(String yaml) {
    apply("/apis/argoproj.io/v1alpha1/namespaces/" + control + "/applications/", yaml);
  }

  /** Writes an object as a user with kubectl would. */
  void apply(String collection, String yaml) {
    ObjectNode object = (ObjectNode) KubeYaml.readDocument(yaml, "test").content();
    String name = object.path("metadata").path("name").asText();
    ApiRequest request =
        ApiRequest.patch(collection + name, ApiRequest.APPLY_PATCH, Json.text(object))
            .with("fieldManager", "kubectl")
            .with("force", "true");
    assertThat(send(request).ok()).describedAs("%s", yaml).isTrue();
  }

  /** Changes an object as a user with kubectl edit would. */
  void edit(String path, String mergePatch) {
    ApiRequest request =
        ApiRequest.patch(path, ApiRequest.MERGE_PATCH, mergePatch)
            .with("fieldManager", "kubectl-edit");
    assertThat(send(request).ok()).describedAs("%s", mergePatch).isTrue();
  }

  void delete(String path) {
    assertThat(send(ApiRequest.delete(path, "{}")).ok()).isTrue();
  }

  String applicationPath(String name) {
    return "/apis/argoproj.io/v1alpha1/namespaces/" + control + "/applications/" + name;
  }

  static String configMap(String namespace, String name) {
    return "/api/v1/namespaces/" + namespace + "/configmaps/" + name;
  }

  Optional<JsonNode> get(String path) {
    ApiAnswer answer = send(ApiRequest.get(path));
    return answer.ok() ? Optional.of(answer.body()) : Optional.empty();
  }

  /** Waits until the Application is as wanted and gives it. */
  JsonNode awaitApplication(String name, Predicate<JsonNode> wanted) {
    return awaitObject(applicationPath(name), wanted);
  }

  JsonNode awaitObject(String path, Predicate<JsonNode> wanted) {
    return await()
        .alias(path)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .conditionEvaluationListener(condition -> {
          if (condition.getRemainingTimeInMS() < 200) {
            // The last state says more than a time-out does.
            throw new AssertionError(path + " is " + get(path).map(Object::toString));
          }
        })
        .until(() -> get(path), found -> found.filter(wanted).isPresent())
        .orElseThrow();
  }

  void awaitGone(String path) {
    await().atMost(PATIENCE.toSeconds(), SECONDS).until(() -> get(path).isEmpty());
  }

  void awaitSynced(String name) {
    JsonNode ignored = awaitApplication(name, SyncHarness::isSynced);
  }

  static boolean isSynced(JsonNode application) {
    return application.path("status").path("sync").path("status").asText().equals("Synced")
        && phase(application).equals("Succeeded");
  }

  static String phase(JsonNode application) {
    return application.path("status").path("operationState").path("phase").asText();
  }

  static String condition(JsonNode application, String type) {
    for (JsonNode condition : application.path("status").path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("message").asText();
      }
    }
    return "";
  }

  /** What users were told so far. */
  List<String> events() {
    return List.copyOf(events);
  }

  String metrics() {
    return registry.scrape();
  }

  String namespace(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  void secret(String name, Consumer<ObjectNode> fill) {
    ObjectNode secret = Json.object();
    secret.putObject("metadata").put("name", name);
    secret.put("apiVersion", "v1").put("kind", "Secret");
    fill.accept(secret);
    ApiRequest request =
        ApiRequest.post("/api/v1/namespaces/" + control + "/secrets", Json.text(secret));
    assertThat(send(request).ok()).isTrue();
  }

  private ApiAnswer send(ApiRequest request) {
    try {
      return calls.send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String base64(String text) {
    return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    controller.close();
  }
}
