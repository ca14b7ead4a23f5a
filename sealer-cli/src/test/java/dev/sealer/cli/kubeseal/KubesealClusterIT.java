package dev.sealer.cli.kubeseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealer.cli.TcpRelay;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.HostService;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that need a cluster, with the real controller behind the API server's service proxy. */
@KubernetesCluster
final class KubesealClusterIT {
  static final List<String> RESOURCES = List.of("cluster.yaml");

  private static final String CANARY = "canary-" + UUID.randomUUID();
  private static final String KEYS = "sealedsecrets.bitnami.com/sealed-secrets-key";

  @TempDir private static Path room = Path.of("");

  private static SealedSecretsPeer controller;
  private static TcpRelay relay;
  private static LocalWeb tunnel;
  private static Workplace workplace;
  private static ControlPlane plane;

  static Stream<Script> scripts() {
    return RESOURCES.stream().flatMap(resource -> Script.read(resource).stream());
  }

  @BeforeAll
  static void prepare(ControlPlane shared) throws IOException {
    String suite = KubesealClusterIT.class.getName();
    Prerequisites.require(suite, SealedSecretsPeer.available());
    Prerequisites.require(suite, ToolBinaries.find(Tool.KUBESEAL));
    InetAddress address =
        HostService.address()
            .orElseThrow(
                () -> Prerequisites.unavailable(suite, "this machine has only loopback addresses"));
    plane = shared;
    Path folder = Files.createDirectory(room.resolve("inputs"));
    controller =
        SealedSecretsPeer.start(
            plane,
            room.resolve("peer"),
            "--key-size=2048",
            "--rate-limit=1000",
            "--rate-limit-burst=1000");
    relay = TcpRelay.start(address, controller.uri());
    publish(plane.client());
    SealingKeyPair pair = currentPair(plane.client());
    ScriptInputs.write(folder, pair, CANARY);
    ClusterKubeconfigs.write(plane, folder);
    URI server = URI.create(plane.serverUrl());
    tunnel =
        LocalWeb.start(
            LocalWeb.listening(InetAddress.getLoopbackAddress()),
            "",
            new InetSocketAddress(server.getHost(), server.getPort()));
    Map<String, String> places = new TreeMap<>();
    places.put("$A", plane.serverUrl());
    places.put("$B", "127.0.0.1:" + tunnel.port());
    places.put("$C", CANARY);
    places.put("$O", plane.adminConfig().getOauthToken());
    workplace = new Workplace(folder, room, new Surroundings(places), OpenedItems.with(pair));
    Script fetch = scripts().findFirst().orElseThrow();
    // The API server learns of the address a moment later.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> workplace.run(fetch, Program.theirs()).exitCode() == 0);
  }

  private static void publish(KubernetesClient client) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("helm").endMetadata().build())
        .serverSideApply();
    HostService.publish(client, "kube-system", "sealed-secrets-controller", "", relay.port());
    HostService.publish(client, "helm", "named", "http", relay.port());
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("idle")
                .withNamespace("helm")
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withName("http")
                .withPort(80)
                .endPort()
                .endSpec()
                .build())
        .create();
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("portless")
                .withNamespace("helm")
                .endMetadata()
                .withNewSpec()
                .withType("ExternalName")
                .withExternalName("example.test")
                .endSpec()
                .build())
        .create();
  }

  /** The controller's own key: another controller may have left its keys there. */
  private static SealingKeyPair currentPair(KubernetesClient client) {
    String certificate = controller.certificate();
    for (Secret secret :
        client.secrets().inNamespace("kube-system").withLabel(KEYS).list().getItems()) {
      Map<String, String> data = secret.getData();
      byte[] own = Base64.getDecoder().decode(data.get("tls.crt"));
      if (new String(own, StandardCharsets.US_ASCII).equals(certificate)) {
        try (SecretBytes key =
            SecretBytes.takeOver(Base64.getDecoder().decode(data.get("tls.key")))) {
          return SealingKeyPair.parse(key, own);
        }
      }
    }
    throw new AssertionError("no key Secret has the certificate that the controller gives out");
  }

  @AfterAll
  static void stop() throws IOException {
    if (controller != null) {
      controller.close();
    }
    if (tunnel != null) {
      tunnel.close();
      relay.close();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theSameScriptGivesTheSame(Script script) {
    workplace.compare(script);
  }

  /** The peer ends in a crash. */
  @Test
  void aServiceWithoutPortsIsAnError() {
    Script script =
        new Script(
            "no ports",
            List.of("--fetch-cert", "--controller-name=portless", "--controller-namespace=helm"),
            "nil",
            Map.of("KUBECONFIG", "$D/admin"),
            Map.of(),
            Optional.empty(),
            false,
            Optional.empty());

    assertThat(workplace.run(script, Program.theirs()).err()).contains("panic:");
    assertThat(workplace.run(script, Program.ours()).err())
        .startsWith(
            "error: cannot get sealed secret service: the service helm/portless has no port");
  }

  /** What both seal becomes the same Secret. */
  @ParameterizedTest
  @ValueSource(strings = {"strict", "namespace-wide", "cluster-wide"})
  void whatBothSealBecomesTheSameSecret(String scope) {
    Script seal =
        scripts()
            .filter(s -> s.name().equals("sealing without a certificate"))
            .findFirst()
            .orElseThrow();
    List<String> line = List.of("-o", "yaml", "--name", "made-" + scope, "--scope", scope);
    Secret theirs = made(sealed(seal, line, Program.theirs()), "made-" + scope);
    Secret ours = made(sealed(seal, line, Program.ours()), "made-" + scope);

    assertThat(ours.getData()).isEqualTo(theirs.getData()).containsKey("pass");
    assertThat(ours.getType()).isEqualTo(theirs.getType());
    assertThat(ours.getImmutable()).isEqualTo(theirs.getImmutable());
    assertThat(ours.getMetadata().getLabels()).isEqualTo(theirs.getMetadata().getLabels());
    assertThat(ours.getMetadata().getAnnotations())
        .isEqualTo(theirs.getMetadata().getAnnotations());
  }

  private static String sealed(Script like, List<String> line, Program program) {
    return workplace.output(like, line, program);
  }

  /** Has the controller make the Secret, and takes both away again. */
  private static Secret made(String sealed, String name) {
    KubernetesClient client = plane.client();
    if (client.namespaces().withName("shop").get() == null) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build())
          .create();
    }
    var object = client.load(new ByteArrayInputStream(sealed.getBytes(StandardCharsets.UTF_8)));
    object.create();
    Secret secret =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> client.secrets().inNamespace("shop").withName(name).get(), Objects::nonNull);
    object.delete();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          client.secrets().inNamespace("shop").withName(name).delete();
          return client.secrets().inNamespace("shop").withName(name).get() == null;
        });
    return secret;
  }
}
