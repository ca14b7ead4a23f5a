package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cert fetch}, {@code pin}, {@code unpin} and {@code list}; what pins are used for. */
final class PinnedCertificatesTest {
  private static final String SECRET =
      "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: b}\nstringData: {k: v}\n";

  @TempDir private Path folder = Path.of("");
  private final Map<String, String> environment = new HashMap<>();

  /** Stands for the controller: what it serves can be replaced. */
  private HttpServer server;

  private byte[] served = {};

  @BeforeEach
  void start() throws IOException {
    environment.put("XDG_STATE_HOME", path("state"));
    environment.put("KUBECONFIG", path("config"));
    kubeconfig("https://127.0.0.1:9");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, served.length);
          try (var body = exchange.getResponseBody()) {
            body.write(served);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void kubeconfig(String address) {
    Calls.writeKubeconfig(folder.resolve("config"), address);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/cert.pem";
  }

  private static SealingKeyPair pair(Instant from, Duration validity) {
    return new NewSealingKey(2048, "", validity).generate(from, new SecureRandom());
  }

  private static SealingCertificate certificate(int ageDays) {
    return pair(Instant.now().minus(Duration.ofDays(ageDays)), Duration.ofDays(3650)).certificate();
  }

  private String file(String name, SealingCertificate certificate) throws IOException {
    Files.writeString(folder.resolve(name), certificate.toPem());
    return path(name);
  }

  private Outcome call(String... line) {
    return Calls.sealer(environment, SECRET, line);
  }

  @Test
  void aPinnedCertificateSealsWithoutACluster() throws IOException {
    SealingCertificate pinned = certificate(1);
    Outcome outcome = call("cert", "pin", "--cert", file("a.pem", pinned));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .startsWith("pinned " + pinned.fingerprint().value() + " for prod, valid until ");
    // Nothing listens at the address of the context.
    Outcome sealed = call("seal");
    assertThat(sealed.err()).isEmpty();
    assertThat(sealed.out()).contains("SealedSecret");
    assertThat(call("raw", "-n", "b", "--name", "a").exitCode()).isZero();
    Files.delete(folder.resolve("config"));
    assertThat(call("seal", "--context", "prod").exitCode()).isZero();
    assertThat(call("seal", "--context", "other").exitCode()).isEqualTo(1);
  }

  @Test
  void pinsAreNamedByHandForSeveralClusters() throws IOException {
    call("cert", "pin", "eu", "--cert", file("a.pem", certificate(1)));
    call("cert", "pin", "us", "--cert", file("b.pem", certificate(2)));
    Files.writeString(folder.resolve("secret.yaml"), SECRET);
    Outcome sealed =
        call(
            "seal",
            "--cert",
            "pin:eu",
            "--cert",
            "pin:us",
            path("secret.yaml"),
            "--out-dir",
            path("out"));
    assertThat(sealed.exitCode()).isZero();
    assertThat(folder.resolve("out/eu/secret.yaml")).exists();
    assertThat(folder.resolve("out/us/secret.yaml")).exists();
    assertThat(call("seal", "--cert", "pin:none").err())
        .isEqualTo("error: no certificate is pinned as none: run 'sealer cert pin none'\n");
  }

  @Test
  void listShowsFingerprintValidityAndAge() throws IOException {
    SealingCertificate young = certificate(3);
    assertThat(call("cert", "list")).isEqualTo(new Outcome(0, "", ""));
    call("cert", "pin", "--cert", file("a.pem", young));
    Outcome text = call("cert", "list");
    assertThat(text.out().lines().toList().get(1))
        .startsWith("prod  " + young.fingerprint().value())
        .contains("3 days");
    assertThat(text.err()).isEmpty();
    JsonNode pin =
        KubeYaml.readDocument("x: " + call("cert", "list", "-o", "json").out(), "out")
            .content()
            .at("/x/0");
    assertThat(pin.path("fingerprint").asText()).isEqualTo(young.fingerprint().value());
    assertThat(pin.path("ageDays").asInt()).isEqualTo(3);
    assertThat(call("cert", "unpin", "prod").exitCode()).isZero();
    assertThat(call("cert", "list").out()).isEmpty();
    assertThat(call("cert", "unpin", "prod").err()).contains("no certificate is pinned as prod");
  }

  private Outcome fetch(SealingCertificate certificate, String... more) {
    served = certificate.toPem().getBytes(StandardCharsets.US_ASCII);
    List<String> all =
        new ArrayList<>(List.of("cert", "fetch", "--context", "prod", "--cert", url()));
    all.addAll(List.of(more));
    return call(all.toArray(String[]::new));
  }

  @Test
  void anotherCertificateThanThePinnedOneIsRefused() throws IOException {
    SealingCertificate pinned = certificate(10);
    call("cert", "pin", "--cert", file("a.pem", pinned));
    assertThat(fetch(pinned)).isEqualTo(new Outcome(0, pinned.toPem(), ""));
    SealingCertificate older = certificate(20);
    Outcome refused = fetch(older, "--accept", older.fingerprint().value());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("is not the pinned one of prod", "not a renewal", "sealer cert unpin prod")
        .hasLineCount(1);
    // Without the context, the address is the user's own and stands for no cluster.
    assertThat(call("cert", "fetch", "--cert", url()).out()).isEqualTo(older.toPem());
    SealingCertificate newer = certificate(1);
    Outcome unconfirmed = fetch(newer);
    assertThat(unconfirmed.exitCode()).isEqualTo(1);
    assertThat(unconfirmed.err()).contains("--accept " + newer.fingerprint().value());
    assertThat(fetch(newer, "--accept", "SHA256:other").exitCode()).isEqualTo(1);
    assertThat(call("cert", "list").out()).contains(pinned.fingerprint().value());
    assertThat(fetch(newer, "--accept", newer.fingerprint().value()).out())
        .isEqualTo(newer.toPem());
    assertThat(call("cert", "list").out()).contains(newer.fingerprint().value());
  }

  @Test
  void atATerminalANewerOneIsConfirmed() throws IOException {
    SealingCertificate newer = certificate(1);
    String[] line = {"cert", "pin", "--cert", file("new.pem", newer)};
    call("cert", "pin", "--cert", file("a.pem", certificate(10)));
    assertThat(Calls.atTerminal(environment, List.of(""), line).exitCode()).isEqualTo(1);
    Outcome confirmed = Calls.atTerminal(environment, List.of("y"), line);
    assertThat(confirmed.exitCode()).isZero();
    assertThat(confirmed.err()).contains("Trust it from now on? [y/N]", "pinned ");
  }

  @Test
  void aContextThatLeadsElsewhereDoesNotUseThePin() throws IOException {
    call("cert", "pin", "--cert", file("a.pem", certificate(1)));
    Path pin = folder.resolve("state/sealer/certificates/prod.json");
    // As if it had been fetched from the cluster.
    Files.writeString(
        pin,
        Files.readString(pin).replace("\"server\": \"\"", "\"server\": \"https://127.0.0.1:9\""));
    assertThat(call("seal").exitCode()).isZero();
    kubeconfig("https://127.0.0.1:10");
    Outcome moved = call("seal");
    assertThat(moved.exitCode()).isEqualTo(1);
    assertThat(moved.err()).contains("now leads to https://127.0.0.1:10", "cert unpin prod");
    Files.writeString(pin, "{}");
    assertThat(call("seal").err()).contains("not a pin; delete the file");
  }

  @Test
  void expiryAndRenewalAreWarnedOf() throws IOException {
    String cert = file("old.pem", certificate(40));
    Outcome old = call("seal", "--cert", cert);
    assertThat(old.exitCode()).isZero();
    assertThat(old.err()).startsWith("warning: the certificate is 40 days old").hasLineCount(1);
    environment.put("SEALER_KEY_RENEW_PERIOD", "0");
    assertThat(call("seal", "--cert", cert).err()).isEmpty();
    environment.put("SEALER_KEY_RENEW_PERIOD", "1000h");
    assertThat(call("seal", "--cert", cert).err())
        .isEqualTo("warning: the controller renews its key in about 1 day\n");
    environment.put("SEALER_KEY_RENEW_PERIOD", "soon");
    assertThat(call("seal", "--cert", cert).exitCode()).isEqualTo(1);
    environment.remove("SEALER_KEY_RENEW_PERIOD");
    SealingCertificate ending = pair(Instant.now(), Duration.ofDays(10)).certificate();
    assertThat(call("seal", "--cert", file("ending.pem", ending)).err())
        .startsWith("warning: the certificate expires on ")
        .contains("in 9 days");
    Outcome peer =
        Calls.kubeseal(
            SECRET.getBytes(StandardCharsets.UTF_8), environment, List.of("--cert", cert));
    assertThat(peer.err()).isEmpty();
  }
}
