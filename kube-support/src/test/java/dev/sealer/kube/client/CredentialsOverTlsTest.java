package dev.sealer.kube.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.testbed.credentials.CertificateAuthority;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials go over TLS to the server that the kubeconfig names, and nowhere else. */
final class CredentialsOverTlsTest {
  private static final Answer EMPTY = new Answer(200, "application/json", "{}");

  private final String canary = "canary-" + UUID.randomUUID();
  private final CertificateAuthority authority = new CertificateAuthority();

  @TempDir private Path folder = Path.of("");
  private RecordingServer plain;
  private RecordingServer encrypted;

  @BeforeEach
  void start() {
    authority.writeTo(folder.resolve("ca.pem"));
    plain = RecordingServer.plain(_ -> EMPTY);
    encrypted =
        RecordingServer.tls(
            authority.servingContext(List.of("127.0.0.1", "kubernetes.default.svc")), _ -> EMPTY);
  }

  @AfterEach
  void stop() {
    plain.close();
    encrypted.close();
  }

  private Map<String, String> users() throws IOException {
    Files.writeString(folder.resolve("token"), canary);
    String basic =
        Base64.getEncoder().encodeToString(("jane:" + canary).getBytes(StandardCharsets.UTF_8));
    return Map.of(
        "token: " + canary, "Bearer " + canary,
        "username: jane, password: " + canary, "Basic " + basic);
  }

  private ConnectionSettings settings(String server, String more, String user) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("config"),
            """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: '%s', certificate-authority: %s%s}}]
            users: [{name: u, user: {%s}}]
            """
                .formatted(server, folder.resolve("ca.pem"), more, user));
    return ConnectionSettings.kubeconfig(file, null, "test");
  }

  private static void call(ConnectionSettings settings) throws IOException {
    try (KubernetesClient client = ClusterConnection.open(settings)) {
      HttpApiClient calls = new HttpApiClient(client);
      calls.send(ApiRequest.get("/api"));
      calls.send(ApiRequest.post("/api", "{}"));
      String _ = client.raw("/api");
    }
  }

  @Test
  void everyCredentialGoesOverTlsAndNoneOverPlainHttp() throws IOException {
    for (Map.Entry<String, String> user : users().entrySet()) {
      int before = encrypted.values("Authorization").size();
      call(settings(encrypted.uri().toString(), "", user.getKey()));
      assertThat(encrypted.values("Authorization").subList(before, before + 3))
          .containsOnly(user.getValue());
      call(settings(plain.uri().toString(), "", user.getKey()));
    }
    ConnectionSettings byFile =
        new ConnectionSettings(
            null,
            null,
            plain.uri().toString(),
            folder.resolve("token"),
            folder.resolve("ca.pem"),
            "test");
    call(byFile);

    assertThat(plain.calls()).hasSize(9);
    assertThat(plain.values("Authorization")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', true", "kubernetes.default.svc, true", "api.example.org, false"})
  void theServersNameIsChecked(String name, boolean fits) throws IOException {
    ConnectionSettings settings =
        settings(
            encrypted.uri().toString(), ", tls-server-name: '" + name + "'", "token: " + canary);
    if (fits) {
      call(settings);
      assertThat(encrypted.calls()).hasSize(3);
    } else {
      assertThatThrownBy(() -> call(settings)).isInstanceOf(IOException.class);
      assertThat(encrypted.calls()).isEmpty();
    }
  }

  @Test
  void theIdentityToActAsIsSentAsAWhole() throws IOException {
    call(
        settings(
            encrypted.uri().toString(),
            "",
            "as: jane, as-uid: '7', as-groups: [a, b], as-user-extra: {why: [x]}, token: t"));
    assertThat(encrypted.calls())
        .allSatisfy(call -> {
          assertThat(call.headers().get("Impersonate-User")).containsExactly("jane");
          assertThat(call.headers().get("Impersonate-Uid")).containsExactly("7");
          assertThat(call.headers().get("Impersonate-Group")).containsExactly("a", "b");
          assertThat(call.headers().get("Impersonate-Extra-Why")).containsExactly("x");
        });
  }

  @Test
  void aRequestIsSentAsTheUserThatItNames() throws IOException {
    ConnectionSettings settings = settings(encrypted.uri().toString(), "", "token: " + canary);
    try (KubernetesClient client = ClusterConnection.open(settings)) {
      HttpApiClient calls = new HttpApiClient(client);
      calls.send(ApiRequest.post("/api", "{}").actingAs("system:serviceaccount:shop:deployer"));
      calls.send(ApiRequest.post("/api", "{}"));
    }

    assertThat(encrypted.calls().getFirst().headers().get("Impersonate-User"))
        .containsExactly("system:serviceaccount:shop:deployer");
    assertThat(encrypted.calls().getLast().headers().get("Impersonate-User")).isNull();
  }

  @Test
  void aFailedLoginIsNotACallAsNobody() throws IOException {
    ConnectionSettings settings =
        settings(
            encrypted.uri().toString(),
            "",
            "exec: {command: 'false', apiVersion: client.authentication.k8s.io/v1,"
                + " interactiveMode: Never}");
    assertThatThrownBy(() -> ClusterConnection.open(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the login program false of the kubeconfig gave no credential");
    assertThat(encrypted.calls()).isEmpty();
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    try (RecordingServer redirecting =
        RecordingServer.tls(
            authority.servingContext(List.of("127.0.0.1")),
            call -> new Answer(302, "text/plain", plain.uri() + call.target()))) {
      try (KubernetesClient client =
          ClusterConnection.open(settings(redirecting.uri().toString(), "", "token: " + canary))) {
        assertThat(new HttpApiClient(client).send(ApiRequest.get("/api")).code()).isEqualTo(302);
      }
      assertThat(plain.calls()).isEmpty();
    }
  }
}
