package dev.sealer.testbed.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.RealCluster;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Pods of a real node run under restricted Pod Security, and read Secrets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealNodeIT {

  private RealCluster cluster;
  private ControlPlane plane;
  private RealNode node;

  @BeforeAll
  void start(@TempDir Path folder) {
    RealCluster.require(RealNodeIT.class);
    cluster = RealCluster.start(folder);
    plane = cluster.plane();
    node = cluster.node();
  }

  @AfterAll
  void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aRestrictedPodReadsASecretAsVariableAndAsFile() {
    String canary = "canary-" + UUID.randomUUID();
    String namespace = restrictedNamespace();
    String address = address(reader(namespace, canary));
    assertThat(get(address + "variable")).isEqualTo(canary + "\n");
    assertThat(get(address + "file")).isEqualTo(canary);

    String changed = "canary-" + UUID.randomUUID();
    plane
        .client()
        .resource(yaml(Secret.class, SECRET.formatted(changed)))
        .inNamespace(namespace)
        .update();
    await()
        .atMost(3, TimeUnit.MINUTES)
        .untilAsserted(() -> assertThat(get(address + "file")).isEqualTo(changed));
    assertThat(get(address + "variable")).isEqualTo(canary + "\n");
  }

  @Test
  void aKilledContainerIsStartedAgainAndAKilledKubeletLosesNone() {
    String namespace = restrictedNamespace();
    Pod first = reader(namespace, "canary-" + UUID.randomUUID());
    node.killContainers(BusyboxImage.NAME);
    Pod second =
        plane
            .client()
            .pods()
            .inNamespace(namespace)
            .withName("reader")
            .waitUntilCondition(
                pod ->
                    containerId(pod)
                        .map(id -> !id.equals(containerId(first).orElse("")))
                        .orElse(false),
                2,
                TimeUnit.MINUTES);

    node.killKubelet();
    String address = address(second);
    assertThat(get(address + "file")).startsWith("canary-");
    node.restartKubelet();
    plane
        .client()
        .pods()
        .inNamespace(namespace)
        .resource(
            new PodBuilder(yaml(Pod.class, POD))
                .editMetadata()
                .withName("later")
                .endMetadata()
                .build())
        .create();
    plane
        .client()
        .pods()
        .inNamespace(namespace)
        .withName("later")
        .waitUntilReady(2, TimeUnit.MINUTES);
    Pod third = plane.client().pods().inNamespace(namespace).withName("reader").get();
    assertThat(containerId(third)).isEqualTo(containerId(second));
  }

  /** The container of a pod that is ready. */
  private static Optional<String> containerId(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(ContainerStatus::getReady)
        .map(ContainerStatus::getContainerID)
        .findFirst();
  }

  private String restrictedNamespace() {
    String namespace = plane.freshNamespace("real-node");
    plane
        .client()
        .namespaces()
        .withName(namespace)
        .edit(live ->
            new NamespaceBuilder(live)
                .editMetadata()
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build());
    return namespace;
  }

  private Pod reader(String namespace, String canary) {
    KubernetesClient client = plane.client();
    client.resource(yaml(Secret.class, SECRET.formatted(canary))).inNamespace(namespace).create();
    client.resource(yaml(Pod.class, POD)).inNamespace(namespace).create();
    return client
        .pods()
        .inNamespace(namespace)
        .withName("reader")
        .waitUntilReady(2, TimeUnit.MINUTES);
  }

  private static String address(Pod pod) {
    return "http://" + pod.getStatus().getPodIP() + ":8080/";
  }

  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: login}
      stringData: {password: %s}
      """;

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: reader}
      spec:
        securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
        containers:
        - name: reader
          image: localhost/busybox:1
          imagePullPolicy: Never
          command: [/bin/busybox, sh, -c]
          args:
          - |
            echo "$PASSWORD" >/www/variable
            /bin/busybox ln -s /secret/password /www/file
            exec /bin/busybox httpd -f -p 8080 -h /www
          env:
          - name: PASSWORD
            valueFrom: {secretKeyRef: {name: login, key: password}}
          volumeMounts:
          - {name: www, mountPath: /www}
          - {name: secret, mountPath: /secret}
          readinessProbe: {httpGet: {path: /variable, port: 8080}, periodSeconds: 1}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
        volumes:
        - {name: www, emptyDir: {}}
        - name: secret
          secret: {secretName: login}
      """;

  private <T> T yaml(Class<T> type, String text) {
    return plane.client().getKubernetesSerialization().unmarshal(text, type);
  }

  private static String get(String address) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
