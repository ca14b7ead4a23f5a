package dev.sealer.sync.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.simulation.kit.ClusterUser;
import dev.sealer.sync.GitOpsSyncController;
import dev.sealer.sync.GitOpsSyncSettings;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A running controller over a namespace of its own, and what a test does to the cluster. */
final class SyncHarness implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Acts on the cluster; objects of no namespace go to the control namespace. */
  final ClusterUser user;

  private final KubernetesClient client;
  private final ApiClient calls;
  private final String control;
  private final GitOpsSyncSettings settings;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<String> events = new CopyOnWriteArrayList<>();
  private GitOpsSyncController controller;

  SyncHarness(KubernetesClient client, String control, Path folder) {
    this(client, control, folder, settings -> settings);
  }

  SyncHarness(
      KubernetesClient client,
      String control,
      Path folder,
      UnaryOperator<GitOpsSyncSettings> changes) {
    this.client = client;
    this.calls = new HttpApiClient(client);
    this.control = control;
    this.user = new ClusterUser(calls, control);
    installDefinitions();
    Path kustomize = Prerequisites.require("gitops-sync", ToolBinaries.find(Tool.KUSTOMIZE));
    this.settings =
        changes.apply(
            GitOpsSyncSettings.of(control, kustomize, folder.resolve("cache"))
                .pollingEvery(Duration.ofSeconds(1)));
    this.controller = started();
  }

  /** Ends the controller without any goodbye and starts another. */
  void restart() {
    controller.stop();
    controller = started();
  }

  private GitOpsSyncController started() {
    EventRecorder recorder =
        (Subject about, EventRecorder.Type type, String reason, String message) ->
            events.add(about.key() + " " + reason + ": " + message);
    GitOpsSyncController made =
        new GitOpsSyncController(
            settings, new ControllerContext(calls, recorder, registry, JdkPlatform.standard()));
    made.start();
    made.lead();
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
    await()
        .atMost(PATIENCE)
        // A definition that was just written is served only after a moment.
        .ignoreExceptions()
        .until(() -> user.find("/apis/argoproj.io/v1alpha1/appprojects").isPresent());
  }

  /** Writes an Application of the control namespace. */
  void application(String yaml) {
    ObjectNode _ = user.apply(yaml);
  }

  String applicationPath(String name) {
    return applicationPath(control, name);
  }

  static String applicationPath(String namespace, String name) {
    return "/apis/argoproj.io/v1alpha1/namespaces/" + namespace + "/applications/" + name;
  }

  static String configMap(String namespace, String name) {
    return "/api/v1/namespaces/" + namespace + "/configmaps/" + name;
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
            throw new AssertionError(path + " is " + user.find(path).map(Object::toString));
          }
        })
        .until(() -> user.find(path), found -> found.filter(wanted).isPresent())
        .orElseThrow();
  }

  void awaitGone(String path) {
    await().atMost(PATIENCE.toSeconds(), SECONDS).until(() -> user.find(path).isEmpty());
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

  /** Returns the events so far. */
  List<String> events() {
    return List.copyOf(events);
  }

  String metrics() {
    return registry.scrape();
  }

  @Override
  public void close() {
    controller.stop();
  }
}
