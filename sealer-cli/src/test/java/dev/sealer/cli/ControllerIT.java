package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.HostService;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real controller behind a real API server's service proxy. */
@KubernetesCluster
final class ControllerIT {
  @TempDir private static Path folder = Path.of("");
  private static final String CANARY = "canary-" + UUID.randomUUID();

  private static SealedSecretsPeer controller;
  private static TcpRelay relay;
  private static String kubeconfig = "";

  @BeforeAll
  static void publish(ControlPlane plane, KubernetesClient client) throws IOException {
    Prerequisites.require(ControllerIT.class.getName(), SealedSecretsPeer.available());
    controller =
        SealedSecretsPeer.start(
            plane,
            folder.resolve("peer"),
            "--key-size=2048",
            "--rate-limit=1000",
            "--rate-limit-burst=1000");
    // The API server refuses to proxy to a loopback address.
    InetAddress address =
        HostService.address()
            .orElseThrow(() ->
                Prerequisites.unavailable(
                    ControllerIT.class.getName(), "this machine has only loopback addresses"));
    relay = TcpRelay.start(address, controller.uri());
    kubeconfig = plane.kubeconfig().toString();
    HostService.publish(client, "kube-system", "sealed-secrets-controller", "", relay.port());
    // The API server learns of the address a moment later.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> kubeseal("", "--fetch-cert").exitCode() == 0);
  }

  @AfterAll
  static void stop() throws IOException {
    if (relay != null) {
      relay.close();
      controller.close();
    }
  }

  private static Outcome kubeseal(String input, String... line) {
    return Calls.kubeseal(
        input.getBytes(StandardCharsets.UTF_8), Map.of("KUBECONFIG", kubeconfig), List.of(line));
  }

  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: db, namespace: shop}
      stringData: {password: %s}
      """
          .formatted(CANARY);

  @Test
  void theCertificateIsTheControllers() {
    assertThat(kubeseal("", "--fetch-cert"))
        .isEqualTo(new Outcome(0, controller.certificate(), ""));
    assertThat(Calls.sealer("", "fetch-cert", "--kubeconfig", kubeconfig))
        .isEqualTo(new Outcome(0, controller.certificate(), ""));
  }

  @Test
  void theLauncherTalksToTheClusterAndStaysOfflineWhereItCan() {
    Path bin = Path.of(System.getProperty("sealer.root", ".."), "bin").toAbsolutePath();
    CommandOutcome fetched =
        Command.of(List.of(bin.resolve("sealer").toString(), "fetch-cert"))
            .with("KUBECONFIG", kubeconfig)
            .run();
    assertThat(fetched.stderr()).isEmpty();
    assertThat(fetched.stdout()).isEqualTo(controller.certificate());
    Path certificate = folder.resolve("launcher.pem");
    Calls.write(certificate, fetched.stdoutBytes());
    CommandOutcome sealed =
        Command.of(List.of(bin.resolve("kubeseal").toString(), "--cert", certificate.toString()))
            .run(SECRET);
    assertThat(sealed.stderr()).isEmpty();
    assertThat(kubeseal(sealed.stdout(), "--validate")).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void aPinIsTheControllersAndSealsForIt() {
    Map<String, String> user =
        Map.of("KUBECONFIG", kubeconfig, "XDG_STATE_HOME", folder.resolve("state").toString());
    assertThat(Calls.sealer(user, "", "cert", "pin").err()).startsWith("pinned SHA256:");
    assertThat(Calls.sealer(user, "", "cert", "pin").err()).startsWith("already pinned SHA256:");
    assertThat(Calls.sealer(user, "", "cert", "fetch"))
        .isEqualTo(new Outcome(0, controller.certificate(), ""));
    Outcome sealed = Calls.sealer(user, SECRET, "seal");
    assertThat(sealed.err()).isEmpty();
    assertThat(kubeseal(sealed.out(), "--validate")).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void aTokenForTheControllerPassesTheApiServersProxy(KubernetesClient client) throws IOException {
    List<String> tokens = new CopyOnWriteArrayList<>();
    HttpServer recorder =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    recorder.createContext(
        "/v1/verify",
        exchange -> {
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Sealer-Token")));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    recorder.start();
    URI address = URI.create("http://127.0.0.1:" + recorder.getAddress().getPort());
    try (TcpRelay way = TcpRelay.start(HostService.address().orElseThrow(), address)) {
      HostService.publish(client, "default", "recorder", "", way.port());
      String sealed = kubeseal(SECRET).out();
      Map<String, String> user =
          Map.of("KUBECONFIG", kubeconfig, "SEALER_CONTROLLER_TOKEN", CANARY + "\n");
      String[] line = {
        "--validate", "--controller-namespace=default", "--controller-name=recorder"
      };
      byte[] input = sealed.getBytes(StandardCharsets.UTF_8);
      // The API server learns of the address a moment later.
      await().atMost(Duration.ofSeconds(60)).until(() -> kubeseal(sealed, line).exitCode() == 0);
      assertThat(Calls.kubeseal(input, user, List.of(line))).isEqualTo(new Outcome(0, "", ""));
      assertThat(tokens.getLast()).isEqualTo(CANARY);
      assertThat(tokens.getFirst()).isEqualTo("null");
      Map<String, String> wrong =
          Map.of("KUBECONFIG", kubeconfig, "SEALER_CONTROLLER_TOKEN", CANARY + "\nmore");
      assertThat(Calls.kubeseal(input, wrong, List.of(line)).err())
          .startsWith("error: invalid SEALER_CONTROLLER_TOKEN: contains spaces")
          .doesNotContain(CANARY);
    } finally {
      recorder.stop(0);
    }
  }

  @Test
  void theCertificateIsFetchedByUrlToo() {
    Outcome fetched = kubeseal("", "--fetch-cert", "--cert", controller.uri() + "/v1/cert.pem");
    assertThat(fetched).isEqualTo(new Outcome(0, controller.certificate(), ""));
    assertThat(kubeseal("", "--fetch-cert", "--cert", controller.uri() + "/none").err())
        .startsWith("error: cannot fetch \"" + controller.uri() + "/none\": 404");
  }

  @Test
  void whatIsSealedWithoutACertificateFileIsValid() {
    Outcome sealed = kubeseal(SECRET, "-o", "yaml");
    assertThat(sealed.exitCode()).isZero();
    assertThat(kubeseal(sealed.out(), "--validate")).isEqualTo(new Outcome(0, "", ""));
    assertThat(kubeseal(sealed.out().replace("name: db", "name: other"), "--validate").err())
        .isEqualTo("error: unable to decrypt sealed secret: other\n");
    assertThat(kubeseal("", "--validate").exitCode()).isEqualTo(1);
    assertThat(Calls.sealer(sealed.out(), "validate", "--online", "--kubeconfig", kubeconfig))
        .isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void reEncryptingGivesOtherItemsThatAreValid() throws IOException {
    String sealed = kubeseal(SECRET, "-o", "yaml").out();
    Path file = Files.writeString(folder.resolve("again.yaml"), sealed);
    Outcome again = kubeseal("", "--re-encrypt", "-o", "yaml", "-f", file.toString());
    assertThat(again).isEqualTo(new Outcome(0, "", ""));
    assertThat(Files.readString(file)).isNotEqualTo(sealed).contains("encryptedData");
    assertThat(kubeseal(Files.readString(file), "--validate")).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void aServiceThatIsNotThereIsOneClearError() {
    assertThat(kubeseal(SECRET, "--controller-name", "none"))
        .isEqualTo(
            new Outcome(
                1,
                "",
                "error: cannot get sealed secret service: services \"none\" not found.\n"
                    + "Please, use the flag --controller-name and --controller-namespace to set up"
                    + " the name and namespace of the sealed secrets controller\n"));
  }
}
