package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Condition;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.events.ApiEventRecorder;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.sealedsecrets.api.SealingApi;
import dev.sealer.sealedsecrets.keys.KeyMaker;
import dev.sealer.sealedsecrets.keys.KeySettings;
import dev.sealer.sealedsecrets.keys.plan.KeyLife;
import dev.sealer.sealedsecrets.keys.plan.KeyOrder;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.Sprig;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A controller that leads, with its keys and its SealedSecrets in one namespace. */
final class RunningController implements AutoCloseable {

  private static final String CRD = "/crds/sealedsecrets.bitnami.com.yaml";
  private static final int KEY_BITS = 2048;

  final MeterRegistry registry = new SimpleMeterRegistry();
  final String namespace;
  private final KubernetesClient client;
  private final ApiEventRecorder events;
  private final SealedSecretsController controller;
  private final SealingApi api;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningController(KubernetesClient client, SealedSecretsSettings settings) {
    this.client = client;
    this.namespace = settings.keys().namespace();
    Platform platform = JdkPlatform.standard();
    this.events =
        new ApiEventRecorder(new ApiServerObjects(client), "sealed-secrets", platform, registry);
    this.controller =
        new SealedSecretsController(
            settings,
            new SecretDataTemplates(Sprig.library(), RenderOptions.standard()),
            KeyMaker.rsa(platform.chance().secure("sealing-keys")),
            PrivateKeyOperation.fastest(),
            new ControllerContext(new HttpApiClient(client), events, registry, platform));
    try {
      this.api = controller.bindApi();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void installKind(KubernetesClient client) {
    try (InputStream crd = RunningController.class.getResourceAsStream(CRD)) {
      client.load(Objects.requireNonNull(crd)).serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await()
        .ignoreExceptions()
        .until(() -> client.resources(SealedSecret.class).inAnyNamespace().list() != null);
  }

  static RunningController start(KubernetesClient client, String namespace) {
    return start(client, settings(namespace));
  }

  static RunningController start(KubernetesClient client, SealedSecretsSettings settings) {
    RunningController running = follow(client, settings);
    running.controller.lead();
    return running;
  }

  /** A replica that watches and serves, and does not lead. */
  static RunningController follow(KubernetesClient client, SealedSecretsSettings settings) {
    RunningController running = new RunningController(client, settings);
    running.controller.start();
    running.api.start();
    return running;
  }

  SealedSecretsController controller() {
    return controller;
  }

  /** A key Secret from outside, with the label; stays as it is when there already is one. */
  static void createKey(
      KubernetesClient client, String namespace, String name, SealingKeyPair pair) {
    if (client.secrets().inNamespace(namespace).withName(name).get() == null) {
      client.resource(keySecret(namespace, name, pair)).create();
    }
  }

  static Secret keySecret(String namespace, String name, SealingKeyPair pair) {
    try (SecretBytes pem = pair.key().toPem()) {
      return new SecretBuilder()
          .withNewMetadata()
          .withName(name)
          .withNamespace(namespace)
          .addToLabels(KeySecret.LABEL, KeySecret.ACTIVE)
          .endMetadata()
          .withType("kubernetes.io/tls")
          .addToStringData(
              "tls.key", pem.<String>reveal(bytes -> new String(bytes, StandardCharsets.US_ASCII)))
          .addToStringData("tls.crt", pair.certificate().toPem())
          .build();
    }
  }

  /** Lets a service account do everything. */
  static void allowAll(KubernetesClient client, String namespace, String account) {
    client
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName("all-" + namespace + "-" + account)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .addNewSubject(null, "ServiceAccount", account, namespace)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** Seals {@code value} under the key {@code password} and makes the object of it. */
  SealedSecret create(String name, SealingCertificate certificate, String value) {
    return create(namespace, name, certificate, value, Map.of());
  }

  SealedSecret create(
      String in,
      String name,
      SealingCertificate certificate,
      String value,
      Map<String, String> labels) {
    SealedSecret object = new SealedSecret();
    object.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(in).withLabels(labels).build());
    object.setSpec(
        new SealedSecretSpec(Map.of("password", seal(in, name, certificate, value)), null, null));
    return client.resource(object).create();
  }

  static String seal(String namespace, String name, SealingCertificate certificate, String value) {
    try (SecretBytes secret = SecretBytes.ofUtf8(value)) {
      return new Sealer(certificate).seal(secret, Scope.STRICT.label(namespace, name)).toBase64();
    }
  }

  /** The reasons of the events on the object of that name. */
  List<String> eventsOn(String name) {
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(e -> name.equals(e.getInvolvedObject().getName()))
        .map(Event::getReason)
        .toList();
  }

  static SealedSecretsSettings settings(String namespace) {
    return SealedSecretsSettings.defaults(
            namespace, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .withKeys(keys(namespace, new KeyLife(Duration.ofDays(30), null, false)))
        .watching(List.of(namespace), "");
  }

  static KeySettings keys(String namespace, KeyLife life) {
    return new KeySettings(
        namespace,
        "sealed-secrets-key",
        new NewSealingKey(KEY_BITS, "", Duration.ofDays(3650)),
        life,
        KeyOrder.CERT_NOT_BEFORE,
        Map.of("team", "platform"),
        Map.of("note", "made-by-test"));
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  /** The certificate over HTTP, as soon as there is one. */
  String certificate() {
    return await().until(() -> get("/v1/cert.pem"), answer -> answer.statusCode() == 200).body();
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  HttpResponse<String> post(String path, String body) {
    return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + api.address().getPort() + path);
  }

  /** Seals a Secret with the real kubeseal for the certificate that this controller serves. */
  String kubeseal(Path folder, String secretYaml, String... flags) {
    try {
      Path certificate = Files.writeString(folder.resolve("cert.pem"), certificate());
      List<String> argv = new ArrayList<>();
      argv.add(ToolBinaries.find(Tool.KUBESEAL).path().toString());
      argv.addAll(List.of("--cert", certificate.toString(), "-o", "yaml"));
      argv.addAll(Arrays.asList(flags));
      return Command.of(argv)
          .with("KUBECONFIG", "/dev/null")
          .run(secretYaml.getBytes(StandardCharsets.UTF_8))
          .orThrow()
          .stdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SealedSecret apply(String yaml) {
    return client
        .resource(client.getKubernetesSerialization().unmarshal(yaml, SealedSecret.class))
        .inNamespace(namespace)
        .create();
  }

  SealedSecret sealed(String name) {
    return client.resources(SealedSecret.class).inNamespace(namespace).withName(name).get();
  }

  Optional<Secret> secret(String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
  }

  Secret awaitSecret(String name) {
    return await().until(() -> secret(name), Optional::isPresent).orElseThrow();
  }

  Optional<Condition> condition(String name, String type) {
    SealedSecret object = sealed(name);
    return object == null || object.getStatus() == null
        ? Optional.empty()
        : object.getStatus().conditions().stream().filter(c -> c.type().equals(type)).findFirst();
  }

  Condition awaitCondition(String name, String type, String status) {
    return await()
        .until(
            () -> condition(name, type),
            found -> found.filter(c -> c.status().equals(status)).isPresent())
        .orElseThrow();
  }

  double unsealRequests() {
    return registry.counter("sealed_secrets_controller_unseal_requests_total").count();
  }

  static String value(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    controller.stopLeading();
    api.close();
    controller.stop();
    events.close();
    http.close();
  }
}
