package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.reencrypt.Sealing;
import dev.sealer.cli.reencrypt.Sealing.Outcome;
import dev.sealer.sealing.Scope;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.HostService;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.yaml.KubeYaml;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in a cluster with the real controller, which watches them. */
@KubernetesCluster
final class KeysIT {
  @TempDir private static Path folder = Path.of("");

  private static final String CANARY = "canary-" + UUID.randomUUID();
  private static final String LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";
  private static SealedSecretsPeer controller;
  private static TcpRelay relay;
  private static String kubeconfig = "";

  @BeforeAll
  static void publish(ControlPlane plane, KubernetesClient client) throws IOException {
    Prerequisites.require(KeysIT.class.getName(), SealedSecretsPeer.available());
    controller =
        SealedSecretsPeer.start(
            plane,
            folder.resolve("peer"),
            "--key-size=2048",
            "--watch-for-secrets",
            "--rate-limit=5",
            "--rate-limit-burst=1");
    InetAddress address =
        HostService.address()
            .orElseThrow(() ->
                Prerequisites.unavailable(
                    KeysIT.class.getName(), "this machine has only loopback addresses"));
    relay = TcpRelay.start(address, controller.uri());
    kubeconfig = plane.kubeconfig().toString();
    HostService.publish(client, "kube-system", "sealed-secrets-controller", "", relay.port());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Sealing.sealer("fetch-cert", "--kubeconfig", kubeconfig).exitCode() == 0);
  }

  @AfterAll
  static void stop() throws IOException {
    if (relay != null) {
      relay.close();
      controller.close();
    }
  }

  private static JsonNode list(String... more) {
    String[] line = new String[more.length + 6];
    System.arraycopy(more, 0, line, 6, more.length);
    line[0] = "keys";
    line[1] = "list";
    line[2] = "-o";
    line[3] = "json";
    line[4] = "--kubeconfig";
    line[5] = kubeconfig;
    Outcome outcome = Sealing.sealer(line);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).doesNotContain("-----BEGIN", "tls.key");
    return KubeYaml.readDocument(outcome.out(), "keys").content().path("keys");
  }

  private static Path sealed(String name) throws IOException {
    String secret =
        "{apiVersion: v1, kind: Secret, metadata: {name: %s, namespace: shop}, stringData: {password: %s}}"
            .formatted(name, CANARY);
    Outcome sealed = Sealing.sealerWith(secret, "seal", "--kubeconfig", kubeconfig);
    assertThat(sealed.err()).isEmpty();
    Path file = folder.resolve("repository/" + name + ".yaml");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "# kept\n" + sealed.out());
  }

  @Test
  void aNewKeyIsTakenUpListedAndMovedTo(KubernetesClient client) throws IOException {
    int count = list().size();
    String before = list().path(0).path("fingerprint").asText();
    Path file = sealed("db");
    String text = Files.readString(file);

    Outcome renewed = Sealing.sealer("keys", "renew", "--kubeconfig", kubeconfig);

    assertThat(renewed.err()).isEmpty();
    assertThat(renewed.exitCode()).isZero();
    JsonNode keys = list("--used-by", folder.resolve("repository").toString());
    String fingerprint = keys.path(0).path("fingerprint").asText();
    assertThat(renewed.out()).contains(fingerprint, before).doesNotContain("-----BEGIN");
    assertThat(keys).hasSize(count + 1);
    assertThat(keys.path(0).path("state").asText()).isEqualTo("current");
    assertThat(keys.path(1).path("state").asText()).isEqualTo("active");
    assertThat(keys.path(1).path("fingerprint").asText()).isEqualTo(before);
    assertThat(keys.path(1).path("items").asInt()).isEqualTo(1);
    Secret made =
        client
            .secrets()
            .inNamespace("kube-system")
            .withName(keys.path(0).path("name").asText())
            .get();
    assertThat(made.getType()).isEqualTo("kubernetes.io/tls");
    assertThat(made.getMetadata().getLabels()).containsExactly(Map.entry(LABEL, "active"));
    assertThat(made.getMetadata().getName()).startsWith("sealed-secrets-key");

    Outcome moved = Sealing.sealer("reencrypt", "--kubeconfig", kubeconfig, file.toString());
    assertThat(moved.err()).isEmpty();
    assertThat(Files.readString(file)).startsWith("# kept\n").isNotEqualTo(text);
    JsonNode after = list("--used-by", file.toString());
    assertThat(after.path(0).path("items").asInt()).isEqualTo(1);
    assertThat(after.path(1).path("items").asInt()).isZero();
  }

  @Test
  void manyObjectsAreAskedOfAtThePaceOfTheController() throws IOException {
    Path first = sealed("one");
    String objects = Files.readString(first).repeat(12);
    Path file = Files.writeString(folder.resolve("many.yaml"), objects);

    assertThat(Sealing.sealer("validate", "--online", "--kubeconfig", kubeconfig, file.toString()))
        .isEqualTo(new Outcome(0, "", ""));

    Files.writeString(file, objects.replaceFirst("name: one", "name: other"));
    Outcome bad =
        Sealing.sealer("validate", "--online", "--kubeconfig", kubeconfig, file.toString());
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(bad.err()).contains("document 1, shop/other: the cluster cannot unseal it");
  }

  @Test
  void theLauncherFindsTheLibrariesThatKeysAndTemplatesNeed() throws IOException {
    String bin =
        Path.of(System.getProperty("sealer.root", ".."), "bin/sealer").toAbsolutePath() + "";
    CommandOutcome renewed =
        Command.of(List.of(bin, "keys", "renew", "--kubeconfig", kubeconfig)).run();
    assertThat(renewed.stderr()).isEmpty();
    assertThat(renewed.stdout()).startsWith("made sealing key kube-system/sealed-secrets-key");

    Sealing.writeKeys(folder);
    String item = Sealing.item(Sealing.OLD, Scope.STRICT, "shop/db", CANARY);
    CommandOutcome opened =
        Command.of(List.of(bin, "unseal", "--private-key", folder.resolve("old.pem") + ""))
            .run(
                """
                kind: SealedSecret
                apiVersion: bitnami.com/v1alpha1
                metadata: {name: db, namespace: shop}
                spec:
                  encryptedData: {password: %s}
                  template: {data: {dsn: "{{ .password | upper }}", password: null}}
                """
                    .formatted(item));
    assertThat(opened.stderr()).isEmpty();
    JsonNode data =
        KubeYaml.readDocuments(opened.stdout(), "out").getFirst().content().path("data");
    assertThat(data).hasSize(1);
    assertThat(
            new String(
                Base64.getDecoder().decode(data.path("dsn").asText()), StandardCharsets.UTF_8))
        .isEqualTo(CANARY.toUpperCase(Locale.ROOT));
  }

  @Test
  void aNamespaceWithoutKeysIsSaid() {
    Outcome none =
        Sealing.sealer(
            "keys", "list", "--kubeconfig", kubeconfig, "--controller-namespace", "default");

    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).startsWith("error: no sealing key in namespace default");
  }
}
