package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.credentials.CertificateAuthority;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to the address of a {@code --cert} URL, and what is taken from there. */
final class CertificateUrlTest {
  private final String canary = "canary-" + UUID.randomUUID();
  private final CertificateAuthority authority = new CertificateAuthority();

  @TempDir private Path folder = Path.of("");
  private RecordingServer plain;
  private RecordingServer encrypted;
  private String certificate = "";
  private String location = "";

  @BeforeEach
  void start() throws IOException {
    Calls.writeKeys(folder);
    authority.writeTo(folder.resolve("ca.pem"));
    certificate = Files.readString(folder.resolve("cert.pem"));
    plain = RecordingServer.plain(this::answer);
    encrypted = RecordingServer.tls(authority.servingContext(List.of("127.0.0.1")), this::answer);
  }

  @AfterEach
  void stop() {
    plain.close();
    encrypted.close();
  }

  private Answer answer(ProxiedCall call) {
    return switch (call.target()) {
      case "/cert.pem" -> new Answer(200, "application/x-pem-file", certificate);
      case "/moved" -> new Answer(302, "text/plain", location);
      case "/large" -> new Answer(200, "text/plain", "x".repeat((1 << 20) + 1));
      default -> new Answer(404, "text/plain", "nothing here");
    };
  }

  private Outcome fetch(String url) {
    return Calls.kubeseal(
        new byte[0],
        Map.of("SSL_CERT_FILE", folder.resolve("ca.pem").toString()),
        List.of("--fetch-cert", "--cert", url));
  }

  private String withUser(RecordingServer server, String path) {
    return server.uri().toString().replace("://", "://jane:" + canary + "@") + path;
  }

  @Test
  void thePasswordOfAUrlGoesOverTlsOnly() {
    assertThat(fetch(withUser(encrypted, "/cert.pem")).out()).isEqualTo(certificate);
    String basic =
        Base64.getEncoder().encodeToString(("jane:" + canary).getBytes(StandardCharsets.UTF_8));
    assertThat(encrypted.values("Authorization")).containsExactly("Basic " + basic);

    assertThat(fetch(withUser(plain, "/cert.pem")).out()).isEqualTo(certificate);
    assertThat(plain.values("Authorization")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/none", "/moved"})
  void thePasswordOfAUrlIsInNoError(String path) {
    location = "ftp://jane:" + canary + "@127.0.0.1/x";
    for (RecordingServer server : List.of(plain, encrypted)) {
      Outcome outcome = fetch(withUser(server, path));
      assertThat(outcome.exitCode()).isOne();
      assertThat(outcome.err()).contains("jane:***@").doesNotContain(canary);
    }
    plain.close();
    assertThat(fetch(withUser(plain, "/cert.pem")).err())
        .contains("connection refused")
        .doesNotContain(canary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "%zz", "/", "?", "#", "@", " ", "[", "{}", "\\"})
  void thePasswordOfAUrlThatDoesNotParseIsInNoError(String character) {
    for (String scheme : List.of("https", "http", "ftp", "file")) {
      String half = canary.substring(canary.length() / 2);
      Outcome outcome =
          fetch(scheme + "://jane:" + canary + character + half + "@127.0.0.1:1/cert.pem");
      assertThat(outcome.exitCode()).isOne();
      assertThat(outcome.err()).startsWith("error: ").doesNotContain(canary, half);
    }
  }

  @Test
  void aRedirectDoesNotLeaveTlsAndSendsNoPasswordElsewhere() {
    location = plain.uri() + "/cert.pem";
    assertThat(fetch(withUser(encrypted, "/moved")).err())
        .contains("redirected from HTTPS to HTTP");
    assertThat(plain.calls()).isEmpty();

    try (RecordingServer elsewhere =
        RecordingServer.tls(authority.servingContext(List.of("127.0.0.1")), this::answer)) {
      location = elsewhere.uri() + "/cert.pem";
      assertThat(fetch(withUser(encrypted, "/moved")).out()).isEqualTo(certificate);
      assertThat(elsewhere.values("Authorization")).isEmpty();
    }
    location = "file:///etc/passwd";
    assertThat(fetch(plain.uri() + "/moved").err())
        .contains("unsupported protocol scheme \"file\"");
    assertThat(fetch(plain.uri() + "/large").err()).contains("above 1 MiB");
  }
}
