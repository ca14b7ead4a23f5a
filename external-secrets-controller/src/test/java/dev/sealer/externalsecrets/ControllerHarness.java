package dev.sealer.externalsecrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealer.externalsecrets.store.aws.AwsEndpoints;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.client.HttpApiCalls;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.events.ApiEventRecorder;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.testbed.aws.AwsEndpoint;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** A running controller for one namespace, and short ways to say and see things there. */
final class ControllerHarness implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern DOCUMENTS = Pattern.compile("(?m)^---$");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CRDS =
      List.of("externalsecrets", "secretstores", "clustersecretstores");

  final KubernetesClient client;
  final String namespace;
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ApiEventRecorder events;
  private final ExternalSecretsController controller;

  ControllerHarness(KubernetesClient client, String namespace, Optional<AwsEndpoint> aws) {
    this.client = client;
    this.namespace = namespace;
    CRDS.forEach(this::install);
    log.start();
    root().addAppender(log);
    ApiCalls calls = new HttpApiCalls(client);
    ApiServerObjects objects = new ApiServerObjects(calls);
    this.events =
        new ApiEventRecorder(objects, "external-secrets", JdkPlatform.standard(), metrics);
    ControllerContext context =
        new ControllerContext(calls, events, metrics, JdkPlatform.standard());
    AwsEndpoints endpoints =
        aws.map(a -> new AwsEndpoints(Optional.of(a.uri()), Optional.of(a.uri()), false))
            .orElse(AwsEndpoints.DEFAULT);
    ExternalSecretsSettings settings =
        new ExternalSecretsSettings(
            List.of(namespace),
            "default",
            32,
            true,
            true,
            Duration.ofSeconds(30),
            Duration.ofMillis(400),
            endpoints);
    this.controller =
        new ExternalSecretsController(settings, BuiltInProviders.of(endpoints, context), context);
    controller.start();
    try {
      assertThat(controller.awaitReady(PATIENCE)).as("%s", controller.waitingFor()).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private void install(String plural) {
    String file = "/crds/" + plural + ".external-secrets.io.yaml";
    var crd =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .load(ControllerHarness.class.getResourceAsStream(file))
            .item();
    client.resource(crd).fieldManager("test").forceConflicts().serverSideApply();
    until(() ->
        assertThat(
                client
                    .genericKubernetesResources("external-secrets.io/v1", kind(plural))
                    .inAnyNamespace()
                    .list()
                    .getItems())
            .isNotNull());
  }

  private static String kind(String plural) {
    return switch (plural) {
      case "externalsecrets" -> "ExternalSecret";
      case "secretstores" -> "SecretStore";
      default -> "ClusterSecretStore";
    };
  }

  /** Applies manifests; {@code NS} stands for the namespace. */
  void apply(String yaml) {
    for (String document : DOCUMENTS.splitAsStream(yaml).toList()) {
      if (document.isBlank()) {
        continue;
      }
      String here = document.replace("NS", namespace);
      var resource = client.resource(here);
      resource.fieldManager("test").forceConflicts().serverSideApply();
    }
  }

  /** Waits until an assertion holds. */
  static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsMatching(e -> !(e instanceof InterruptedException))
        .untilAsserted(assertion);
  }

  Optional<Secret> secret(String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
  }

  /** Data of a Secret as text; empty if there is none. */
  Map<String, String> data(String name) {
    Map<String, String> data = new HashMap<>();
    secret(name)
        .map(Secret::getData)
        .ifPresent(encoded ->
            encoded.forEach((key, value) ->
                data.put(
                    key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))));
    return data;
  }

  /** An object of our kinds as JSON. */
  JsonNode object(String kind, String name) {
    var all = client.genericKubernetesResources("external-secrets.io/v1", kind);
    GenericKubernetesResource found =
        kind.startsWith("Cluster")
            ? all.withName(name).get()
            : all.inNamespace(namespace).withName(name).get();
    return found == null ? JSON.createObjectNode() : JSON.valueToTree(found);
  }

  /** {@code status reason: message} of a Ready condition. */
  String ready(String kind, String name) {
    for (JsonNode condition : object(kind, name).path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText()
            + " "
            + condition.path("reason").asText()
            + ": "
            + condition.path("message").asText();
      }
    }
    return "none";
  }

  void untilReady(String name) {
    until(() -> assertThat(ready("ExternalSecret", name)).startsWith("True SecretSynced"));
  }

  /** Everything that people and machines can read about what was done. */
  String everythingTold() {
    String events =
        client.v1().events().inAnyNamespace().list().getItems().stream()
            .map(event -> event.getReason() + " " + event.getMessage())
            .collect(Collectors.joining("\n"));
    String statuses =
        List.of("ExternalSecret", "SecretStore").stream()
            .flatMap(kind ->
                client
                    .genericKubernetesResources("external-secrets.io/v1", kind)
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .stream())
            .map(object -> JSON.valueToTree(object).path("status").toString())
            .collect(Collectors.joining("\n"));
    String lines =
        List.copyOf(log.list).stream()
            .map(event ->
                event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : event.getThrowableProxy().getMessage()))
            .collect(Collectors.joining("\n"));
    return String.join("\n", events, statuses, lines, metrics.scrape());
  }

  @Override
  public void close() {
    controller.close();
    events.close();
    root().detachAppender(log);
  }
}
