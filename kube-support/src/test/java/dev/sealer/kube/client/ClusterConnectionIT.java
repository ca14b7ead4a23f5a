package dev.sealer.kube.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpLoggingInterceptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@KubernetesCluster
final class ClusterConnectionIT {

  private static final String CANARY = "Y2FuYXJ5LWNvbm5lY3Rpb24=";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ControlPlane plane;
  private final Logger traceLogger = (Logger) LoggerFactory.getLogger(HttpLoggingInterceptor.class);
  private final ListAppender<ILoggingEvent> traced = new ListAppender<>();

  ClusterConnectionIT(ControlPlane plane) {
    this.plane = plane;
  }

  @BeforeEach
  void traceEverything() {
    traced.start();
    traceLogger.setLevel(Level.TRACE);
    traceLogger.setAdditive(false);
    traceLogger.addAppender(traced);
  }

  @AfterEach
  void stopTracing() {
    traceLogger.detachAppender(traced);
    traceLogger.setLevel(Level.OFF);
  }

  private static void writeSecret(KubernetesClient client, String namespace, String name) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .addToData("x", CANARY)
            .build();
    client.secrets().inNamespace(namespace).resource(secret).create();
  }

  private List<String> printed() {
    // The appender adds under its own lock, from the client's threads.
    synchronized (traced) {
      return traced.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
  }

  @Test
  void neverPrintsABodyWhateverTheLogLevel(@FreshNamespace String namespace) {
    try (KubernetesClient ours =
        ClusterConnection.open(
            ConnectionSettings.kubeconfig(plane.kubeconfig(), null, "sealer-test/1"))) {
      writeSecret(ours, namespace, "unprinted");
      assertThat(new HttpApiClient(ours)).isNotNull();
    }
    try (KubernetesClient plain =
        new KubernetesClientBuilder().withConfig(plane.adminConfig()).build()) {
      writeSecret(plain, namespace, "plain");
      // The library prints once the answer is there, on a thread of its own: after the call
      // returns.
      await("the danger is real")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(printed()).anyMatch(line -> line.contains(CANARY)));
    }
    // By then the call before would have been printed too.
    assertThat(printed()).noneMatch(line -> line.contains("unprinted"));
  }

  @Test
  void namesItselfToTheApiServer(@FreshNamespace String namespace) {
    try (KubernetesClient ours =
        ClusterConnection.open(
            ConnectionSettings.kubeconfig(plane.kubeconfig(), null, "sealer-test/7"))) {
      writeSecret(ours, namespace, "ours");
    }
    assertThat(plane.auditLog().entries(e -> namespace.equals(e.namespace())))
        .extracting(entry -> entry.line().path("userAgent").asText())
        .contains("sealer-test/7");
  }

  @Test
  void readsATokenFileAnewForEachCall(@FreshNamespace String namespace, @TempDir Path folder)
      throws Exception {
    Path token = folder.resolve("token");
    Path ca = Files.writeString(folder.resolve("ca.pem"), plane.caPem());
    Files.writeString(token, "not-a-token");
    try (KubernetesClient client =
        ClusterConnection.open(
            new ConnectionSettings(null, null, plane.serverUrl(), token, ca, "sealer-test/1"))) {
      ApiClient calls = new HttpApiClient(client);
      ApiRequest who =
          ApiRequest.post(
              "/apis/authentication.k8s.io/v1/selfsubjectreviews",
              "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}");
      assertThat(calls.send(who).code()).isEqualTo(401);

      Files.writeString(token, plane.tokenOf(namespace, "rotated"));

      assertThat(calls.send(who).body().path("status").path("userInfo").path("username").asText())
          .isEqualTo("system:serviceaccount:" + namespace + ":rotated");
    }
  }

  @Test
  void namesTheFileItCannotUse(@TempDir Path folder) {
    Path missing = folder.resolve("nowhere");

    assertThatThrownBy(() ->
            ClusterConnection.open(ConnectionSettings.kubeconfig(missing, null, "sealer-test/1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(missing.toString());
  }
}
