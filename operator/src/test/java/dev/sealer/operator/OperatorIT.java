package dev.sealer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealer.testbed.cluster.AuditLog;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The distribution as a child process, with its own service account's token and exactly the rights
 * of the install manifests.
 */
@KubernetesCluster
final class OperatorIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NAMESPACE = "sealer-system";
  private static final String ACCOUNT = "sealer-operator";
  private static final Path ROOT = Path.of(System.getProperty("sealer.root", ".."));
  private static final Pattern PROBES = Pattern.compile("probes and metrics at \\S*?:(\\d+)");
  private static final Pattern CERTIFICATE =
      Pattern.compile("sealing certificate served at \\S*?:(\\d+)");

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final List<Process> started = new ArrayList<>();

  OperatorIT(ControlPlane plane) {
    this.plane = plane;
    this.client = plane.client();
  }

  @BeforeAll
  static void install(KubernetesClient client) throws IOException {
    applyAll(client, ROOT.resolve("crds/src/main/resources/crds"));
    applyAll(client, ROOT.resolve("operator/install"));
  }

  private static void applyAll(KubernetesClient client, Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(f -> f.toString().endsWith(".yaml"))
              .filter(f -> !f.endsWith("kustomization.yaml"))
              // The namespace first, whatever its name.
              .sorted((a, b) ->
                  Boolean.compare(b.endsWith("namespace.yaml"), a.endsWith("namespace.yaml")))
              .toList();
    }
    for (Path file : files) {
      try (var in = Files.newInputStream(file)) {
        client.load(in).forceConflicts().serverSideApply();
      }
    }
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private record Running(Process process, Path log) {
    String text() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The port it said it listens on. */
    int port(Pattern said) {
      await().atMost(PATIENCE).until(() -> !process.isAlive() || said.matcher(text()).find());
      Matcher matcher = said.matcher(text());
      assertThat(matcher.find()).as(text()).isTrue();
      return Integer.parseInt(matcher.group(1));
    }
  }

  private Running start(Path folder, String... more) throws IOException {
    Path kubeconfig = folder.resolve("kubeconfig");
    return startWith(plane.writeKubeconfigFor(NAMESPACE, ACCOUNT, kubeconfig), folder, more);
  }

  private Running startWith(Path kubeconfig, Path folder, String... more) throws IOException {
    Path lib = ROOT.resolve("operator/target/operator/lib");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", lib + "/*", "dev.sealer.operator.OperatorMain"));
    command.addAll(List.of("--kubeconfig", kubeconfig.toString(), "--namespace", NAMESPACE));
    command.addAll(List.of("--listen-addr=127.0.0.1:0", "--listen-metrics-addr=127.0.0.1:0"));
    command.addAll(List.of("--key-size=2048", "--cache-folder=" + folder.resolve("cache")));
    command.addAll(List.of(more));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    started.add(process);
    return new Running(process, log);
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    }
  }

  private @Nullable String leaseHolder() {
    Lease lease = client.leases().inNamespace(NAMESPACE).withName("sealer-operator").get();
    return lease == null ? null : lease.getSpec().getHolderIdentity();
  }

  private static void assertCutsOffWhoSendsTooSlowly(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket
          .getOutputStream()
          .write(
              "POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf"
                  .getBytes(StandardCharsets.US_ASCII));
      try {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      } catch (SocketException reset) {
        assertThat(reset).hasMessageContaining("reset");
      }
    }
  }

  private int sealingKeys() {
    return client
        .secrets()
        .inNamespace(NAMESPACE)
        .withLabel("sealedsecrets.bitnami.com/sealed-secrets-key", "active")
        .list()
        .getItems()
        .size();
  }

  @Test
  void runsWithItsOwnRightsAndStopsCleanlyWhenTold(@TempDir Path folder) throws Exception {
    AuditLog.Mark before = plane.auditLog().mark();
    Running operator = start(folder, "--log-format=json", "--read-timeout=1s");
    int probes = operator.port(PROBES);
    int api = operator.port(CERTIFICATE);

    assertThat(get(probes, "/healthz").statusCode()).isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(get(probes, "/readyz").body()).isEqualTo("ok\n"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(get(probes, "/metrics").body())
                .contains("leader_election_master_status{name=\"sealer-operator\"} 1.0")
                .contains("workqueue_depth{name=\"sealedsecret\"}")
                .contains("workqueue_depth{name=\"externalsecret\"}")
                .contains("sealer_build_info")
                .contains("sealed_secrets_controller_build_info{revision="));
    assertThat(leaseHolder()).startsWith("sealer-operator_");
    await()
        .atMost(PATIENCE)
        .until(() -> get(api, "/v1/cert.pem").body().startsWith("-----BEGIN CERTIFICATE-----"));

    assertCutsOffWhoSendsTooSlowly(api);
    int keys = sealingKeys();
    assertThat(
            new ProcessBuilder("kill", "-USR1", String.valueOf(operator.process().pid()))
                .start()
                .waitFor())
        .isZero();
    await().atMost(PATIENCE).until(() -> sealingKeys() == keys + 1);

    operator.process().destroy();

    assertThat(operator.process().waitFor(40, TimeUnit.SECONDS)).isTrue();
    assertThat(operator.process().exitValue()).as(operator.text()).isZero();
    assertThat(leaseHolder()).as("given back").isEmpty();
    assertThat(operator.text().lines()).allSatisfy(l -> assertThat(l).startsWith("{"));
    assertThat(plane.auditLog().entries(before, e -> e.user().endsWith(NAMESPACE + ":" + ACCOUNT)))
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e.code()).as(e.verb() + " " + e.uri()).isNotEqualTo(403));
  }

  @Test
  void aSecondReplicaServesAndWaitsAndTakesOver(@TempDir Path one, @TempDir Path two)
      throws Exception {
    Running first = start(one);
    await().atMost(PATIENCE).until(() -> first.text().contains("leading as"));
    Running second = start(two);
    int probes = second.port(PROBES);
    int api = second.port(CERTIFICATE);
    await().atMost(PATIENCE).until(() -> get(probes, "/readyz").statusCode() == 200);
    await()
        .atMost(PATIENCE)
        .until(() -> get(api, "/v1/cert.pem").body().startsWith("-----BEGIN CERTIFICATE-----"));
    assertThat(get(probes, "/metrics").body())
        .contains("leader_election_master_status{name=\"sealer-operator\"} 0.0");

    first.process().destroyForcibly();

    await().atMost(PATIENCE).until(() -> second.text().contains("leading as"));
  }

  @Test
  void saysInOneLineWhyItCannotStart(@TempDir Path folder) throws Exception {
    Running operator = startWith(folder.resolve("nowhere"), folder);

    assertThat(operator.process().waitFor(40, TimeUnit.SECONDS)).isTrue();
    assertThat(operator.process().exitValue()).isEqualTo(1);
    assertThat(operator.text().lines().filter(l -> l.toLowerCase(Locale.ROOT).contains("error")))
        .singleElement()
        .satisfies(l -> assertThat(l).contains("kubeconfig").contains("nowhere"));
  }
}
