package dev.sealer.externalsecrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.crds.externalsecrets.SecretStore;
import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.provider.StoreOptions;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.events.ApiEventRecorder;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.simulation.kit.ClusterUser;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** A running controller for one namespace, and short ways to say and see things there. */
final class ControllerHarness implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CRDS =
      List.of(
          "externalsecrets.external-secrets.io",
          "clusterexternalsecrets.external-secrets.io",
          "secretstores.external-secrets.io",
          "clustersecretstores.external-secrets.io",
          "passwords.generators.external-secrets.io",
          "uuids.generators.external-secrets.io",
          "fakes.generators.external-secrets.io",
          "ecrauthorizationtokens.generators.external-secrets.io",
          "clustergenerators.generators.external-secrets.io");

  final KubernetesClient client;
  final String namespace;
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ClusterUser user;
  private final ApiEventRecorder events;
  private final ExternalSecretsController controller;

  ControllerHarness(KubernetesClient client, String namespace, Optional<URI> aws) {
    this(client, namespace, List.of(namespace), aws);
  }

  /** Serves {@code served}; all namespaces if it is empty. */
  ControllerHarness(
      KubernetesClient client, String namespace, List<String> served, Optional<URI> aws) {
    this.client = client;
    this.namespace = namespace;
    CRDS.forEach(this::install);
    logEverything();
    ApiClient calls = new HttpApiClient(client);
    this.user = new ClusterUser(calls, namespace);
    ApiServerObjects objects = new ApiServerObjects(calls);
    this.events =
        new ApiEventRecorder(objects, "external-secrets", JdkPlatform.standard(), metrics);
    ControllerContext context =
        new ControllerContext(calls, events, metrics, JdkPlatform.standard());
    Map<String, String> variables =
        aws.map(Object::toString)
            .map(uri -> Map.of("AWS_SECRETSMANAGER_ENDPOINT", uri, "AWS_STS_ENDPOINT", uri))
            .orElse(Map.of());
    StoreOptions endpoints = new StoreOptions(variables, false, false);
    ExternalSecretsSettings settings =
        new ExternalSecretsSettings(
            served,
            "default",
            32,
            ClusterKinds.ALL,
            true,
            Duration.ofSeconds(30),
            Duration.ofMillis(400),
            endpoints);
    this.controller =
        new ExternalSecretsController(
            settings,
            new DeletionLimits(Duration.ofSeconds(1), 0, 10, 30, Duration.ofMinutes(10)),
            BuiltInProviders.of(endpoints, context),
            context);
    controller.start();
    controller.lead();
    until(() -> assertThat(controller.waitingFor()).isEmpty());
  }

  /** People turn on debugging where a store fails: those lines must not tell a value either. */
  private void logEverything() {
    root()
        .iteratorForAppenders()
        .forEachRemaining(console -> {
          ThresholdFilter quiet = new ThresholdFilter();
          quiet.setLevel("INFO");
          quiet.start();
          console.addFilter(quiet);
        });
    // As in the operator, whatever level people choose: the AWS SDK would log headers.
    root().setLevel(Level.WARN);
    ours().setLevel(Level.DEBUG);
    log.start();
    root().addAppender(log);
  }

  private static Logger ours() {
    return root().getLoggerContext().getLogger("dev.sealer");
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private void install(String name) {
    String file = "/crds/" + name + ".yaml";
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
                    .genericKubernetesResources(
                        crd.getSpec().getGroup()
                            + "/"
                            + crd.getSpec().getVersions().getFirst().getName(),
                        crd.getSpec().getNames().getKind())
                    .inAnyNamespace()
                    .list()
                    .getItems())
            .isNotNull());
  }

  /** Applies manifests; {@code namespace: NS} names the namespace of the test. */
  void apply(String yaml) {
    ObjectNode _ = user.apply(yaml.replace("namespace: NS", "namespace: " + namespace));
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
    return user.values(new ObjectKey(namespace, name));
  }

  /** An object of our kinds as JSON; empty if there is none. */
  JsonNode object(String kind, String name) {
    return user.find(type(kind), key(kind, name)).orElseGet(Json::object);
  }

  /** {@code status reason: message} of a Ready condition. */
  String ready(String kind, String name) {
    return user.condition(type(kind), key(kind, name), "Ready");
  }

  private static ResourceType type(String kind) {
    return switch (kind) {
      case "ExternalSecret" -> ResourceType.of(ExternalSecret.class);
      case "SecretStore" -> ResourceType.of(SecretStore.class);
      default -> ResourceType.of(ClusterSecretStore.class);
    };
  }

  private ObjectKey key(String kind, String name) {
    return type(kind).namespaced() ? new ObjectKey(namespace, name) : ObjectKey.clusterScoped(name);
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
    controller.stop();
    events.close();
    root().detachAppender(log);
  }
}
