package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.credentials.CertificateAuthority;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command that talks to the API server sends, to whom, and with which trust. */
final class ApiServerRequestsTest {
  private static final String SERVICE =
      "/api/v1/namespaces/seal/services/sealed-secrets-controller";
  private static final String LOGINS = "39-kubeconfig-logins";

  private final String canary = "canary-" + UUID.randomUUID();
  private final CertificateAuthority authority = new CertificateAuthority();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path folder = Path.of("");
  private String certificate = "";
  private RecordingServer encrypted;
  private RecordingServer plain;

  @BeforeEach
  void start() throws IOException {
    Calls.writeKeys(folder);
    authority.writeTo(folder.resolve("ca.pem"));
    certificate = Files.readString(folder.resolve("cert.pem"));
    encrypted =
        RecordingServer.tls(
            authority.servingContext(List.of("kubernetes.default.svc", "localhost", "127.0.0.1")),
            this::answer);
    plain = RecordingServer.plain(this::answer);
    environment.put("HOME", folder.toString());
    environment.put("PATH", folder + ":" + System.getenv("PATH"));
    environment.put("SEALED_SECRETS_CONTROLLER_NAMESPACE", "seal");
    environment.put("SEALER_CONTROLLER_TOKEN", canary + "-controller");
  }

  @AfterEach
  void stop() {
    encrypted.close();
    plain.close();
  }

  private Answer answer(ProxiedCall call) {
    String path = call.target().replaceFirst("^/k8s/clusters/c-1", "");
    if (path.equals(SERVICE)) {
      return json(
          "{\"kind\":\"Service\",\"apiVersion\":\"v1\",\"spec\":{\"ports\":[{\"port\":8080}]}}");
    }
    return path.endsWith("/v1/cert.pem")
        ? new Answer(200, "application/x-pem-file", certificate)
        : json("{\"kind\":\"SecretList\",\"apiVersion\":\"v1\",\"items\":[]}");
  }

  private static Answer json(String body) {
    return new Answer(200, "application/json", body);
  }

  /** Writes the kubeconfig. */
  private void kubeconfig(String cluster, String user) throws IOException {
    Files.writeString(
        folder.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {%s}}]
        users: [{name: u, user: {%s}}]
        """
            .formatted(cluster, user));
    environment.put("KUBECONFIG", folder.resolve("config").toString());
  }

  private String ca() {
    return "certificate-authority: " + folder.resolve("ca.pem");
  }

  private Outcome fetch(String... more) {
    List<String> line = new ArrayList<>(List.of("--fetch-cert"));
    line.addAll(List.of(more));
    return Calls.kubeseal(new byte[0], environment, line);
  }

  private void assertFetched(Outcome outcome) {
    assertThat(outcome).isEqualTo(new Outcome(0, certificate, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, '', true",
    "127.0.0.1, kubernetes.default.svc, true",
    "127.0.0.1, api.example.org, false",
    "localhost, '', true",
    "localhost, kubernetes.default.svc, true",
    "localhost, api.example.org, false",
  })
  void theServerNameOfTheKubeconfigIsAskedForAndChecked(String host, String name, boolean fits)
      throws IOException {
    kubeconfig(server(host, encrypted) + ca() + ", tls-server-name: '" + name + "'", token());
    Outcome outcome = fetch();
    if (fits) {
      assertFetched(outcome);
      assertThat(encrypted.values("Authorization")).containsOnly("Bearer " + canary);
      String asked = name.isEmpty() ? "localhost" : name;
      assertThat(encrypted.serverNames()).allMatch(asked::equals);
    } else {
      assertRefused(outcome, encrypted);
    }
  }

  private static String server(String host, RecordingServer server) {
    return "server: 'https://" + host + ":" + server.port() + "', ";
  }

  private String token() {
    return "token: " + canary;
  }

  private static void assertRefused(Outcome outcome, RecordingServer server) {
    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.err()).contains("tls: ");
    assertThat(server.calls()).isEmpty();
  }

  /** A tunnel, which its server's certificate does not name. */
  private RecordingServer tunnel() {
    return RecordingServer.tls(
        authority.servingContext(List.of("kubernetes.default.svc")), this::answer);
  }

  @Test
  void aTunnelIsTrustedUnderTheNameOfItsServer() throws IOException {
    try (RecordingServer tunnel = tunnel()) {
      String named = ca() + ", tls-server-name: kubernetes.default.svc";
      kubeconfig(server("127.0.0.1", tunnel) + ca(), token());
      assertRefused(fetch(), tunnel);
      assertFetched(fetch("--tls-server-name=kubernetes.default.svc"));
      kubeconfig(server("127.0.0.1", tunnel) + named, token());
      assertFetched(fetch());
      assertThat(tunnel.serverNames()).containsOnly("kubernetes.default.svc");
      // As in client-go: another server does not have the name of the file's.
      int before = tunnel.calls().size();
      Outcome other = fetch("--server=https://localhost:" + tunnel.port());
      assertThat(other.err()).contains("tls: ");
      assertThat(tunnel.calls()).hasSize(before);
    }
  }

  @Test
  void aFlagTakesThePlaceOfTheFilesTrust() throws IOException {
    try (RecordingServer tunnel = tunnel()) {
      kubeconfig(server("127.0.0.1", tunnel) + ca(), token());
      assertFetched(fetch("--insecure-skip-tls-verify"));
      String data =
          Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("ca.pem")));
      kubeconfig(server("127.0.0.1", tunnel) + "certificate-authority-data: " + data, token());
      assertFetched(fetch("--insecure-skip-tls-verify"));
      String unverified = server("127.0.0.1", tunnel) + "insecure-skip-tls-verify: true";
      kubeconfig(unverified, token());
      assertFetched(fetch());
      int before = tunnel.calls().size();
      assertThat(fetch("--certificate-authority=" + folder.resolve("ca.pem")).err())
          .contains("tls: ");
      kubeconfig(unverified + ", " + ca(), token());
      String both = "specifying a root certificates file with the insecure flag is not allowed";
      assertThat(fetch().err()).contains(both);
      String authority = "--certificate-authority=" + folder.resolve("ca.pem");
      assertThat(fetch("--insecure-skip-tls-verify", authority).err()).contains(both);
      assertThat(tunnel.calls()).hasSize(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cert fetch",
        "keys list",
        "backup create --passphrase-file PASSPHRASE --controller-namespace seal BACKUP"
      })
  void everyCommandChecksTheServerName(String line) throws IOException {
    Files.writeString(folder.resolve("passphrase"), "a long passphrase of words");
    String[] words =
        line.replace("PASSPHRASE", folder.resolve("passphrase").toString())
            .replace("BACKUP", folder.resolve("backup.age").toString())
            .split(" ", -1);
    String cluster = server("127.0.0.1", encrypted) + ca() + ", tls-server-name: ";
    kubeconfig(cluster + "api.example.org", token());
    assertRefused(Calls.sealer(environment, "", words), encrypted);
    kubeconfig(cluster + "kubernetes.default.svc", token());
    Outcome reached = Calls.sealer(environment, "", words);
    assertThat(encrypted.calls()).as(reached.err()).isNotEmpty();
    assertThat(encrypted.values("Authorization")).containsOnly("Bearer " + canary);
  }

  private void login(String program, String more) throws IOException {
    kubeconfig(
        server("127.0.0.1", encrypted) + ca(),
        "exec: {command: %s, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never%s}"
            .formatted(program, more));
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void aLoginProgramThatFailsEndsTheRunWithItsOwnWords() throws IOException {
    Path file = Cases.copy(LOGINS, "login-fails", folder);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    login("login-fails", "");
    Outcome outcome = fetch();
    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.err())
        .startsWith("please log in again\n")
        .contains("getting credentials: exec: executable login-fails failed with exit code 7");
    assertThat(encrypted.calls()).isEmpty();
  }

  @Test
  void aLoginProgramIsToldOfTheClusterIfItAsks() throws IOException {
    Path file = Cases.copy(LOGINS, "login-info", folder);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    environment.put("TOKEN", canary + "-login");
    login("login-info", "");
    Outcome without = fetch();
    assertThat(without.err()).contains("no cluster info", "exit code 3");
    assertThat(encrypted.calls()).isEmpty();

    login("login-info", ", provideClusterInfo: true");
    assertFetched(fetch());
    assertThat(encrypted.values("Authorization")).containsOnly("Bearer " + canary + "-login");
  }

  @Test
  void aLoginProgramGetsItsArgumentsVariablesAndNothingOfStandardInput() throws IOException {
    program(
        "login",
        """
        echo "$1 $2 $EXTRA $(cat | wc -c) $KUBERNETES_EXEC_INFO" > %s/seen
        printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",'
        printf '"status":{"token":"%s"}}'
        """
            .formatted(folder, canary));
    login("./login", ", args: [one, 'a b'], env: [{name: EXTRA, value: more}]");
    assertFetched(fetch());
    assertThat(Files.readString(folder.resolve("seen")))
        .startsWith("one a b more 0 {")
        .contains("\"kind\":\"ExecCredential\"", "\"interactive\":false")
        .doesNotContain("cluster\"");
  }

  static Stream<Arguments> logins() {
    String head = "\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\"";
    return Stream.of(
        Arguments.of("no-such-program", "", "executable no-such-program not found"),
        Arguments.of("login", "echo not json", "decoding stdout: not JSON"),
        Arguments.of("login", "echo '{}'", "not an ExecCredential"),
        Arguments.of("login", "echo '[]'", "not an ExecCredential"),
        Arguments.of("login", "true", "not an ExecCredential"),
        Arguments.of(
            "login",
            "echo '" + head("client.authentication.k8s.io/v1beta1") + "}'",
            "configured to use API version client.authentication.k8s.io/v1, plugin returned version"),
        Arguments.of("login", "echo '{" + head + "}'", "didn't return a status field"),
        Arguments.of(
            "login",
            "echo '{" + head + ",\"status\":{}}'",
            "didn't return a token or cert/key pair"),
        Arguments.of(
            "login",
            "echo '{" + head + ",\"status\":{\"clientCertificateData\":\"CANARY\"}}'",
            "returned only certificate or key, not both"),
        Arguments.of(
            "login",
            "echo '{"
                + head
                + ",\"status\":{\"token\":\"CANARY\",\"expirationTimestamp\":\"2020-01-01T00:00:00Z\"}}'",
            "expired at 2020-01-01T00:00:00Z"),
        Arguments.of(
            "login",
            "echo '{"
                + head
                + ",\"status\":{\"token\":\"CANARY\",\"expirationTimestamp\":\"soon\"}}'",
            "expirationTimestamp is not a time"),
        Arguments.of("login", "kill -9 $$", "failed with exit code"),
        Arguments.of("login", "echo '{" + head + ",\"status\":{\"token\":\"CANARY\"'", "not JSON"));
  }

  private static String head(String version) {
    return "{\"apiVersion\":\"" + version + "\",\"kind\":\"ExecCredential\"";
  }

  @ParameterizedTest
  @MethodSource("logins")
  void noLoginThatGoesWrongEndsInACallWithoutIt(String command, String script, String expected)
      throws IOException {
    program("login", script.replace("CANARY", canary) + "\n");
    login(command, "");
    Outcome outcome = fetch();
    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.err()).contains("getting credentials: ", expected).doesNotContain(canary);
    assertThat(encrypted.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}', command must be specified",
    "'exec: {command: x, interactiveMode: Never}', apiVersion must be specified",
    "'exec: {command: x, apiVersion: client.authentication.k8s.io/v1}', interactiveMode must be specified",
    "'exec: {command: x, apiVersion: client.authentication.k8s.io/v1, interactiveMode: x}', invalid interactiveMode",
    "'exec: {command: x, apiVersion: v9, interactiveMode: Never}', 'invalid apiVersion \"v9\"'",
    "'exec: {command: x, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always}', cannot support interactive mode",
    "auth-provider: {name: gcp}, 'the auth-provider \"gcp\" of the kubeconfig is not supported'",
    "tokenFile: nowhere, no such file or directory",
    "as-groups: [a], without impersonating a user",
    "'as-user-extra: {a: [b]}', without impersonating a user",
  })
  void whatCannotBeCarriedOutIsRefused(String user, String expected) throws IOException {
    kubeconfig(server("127.0.0.1", encrypted) + ca(), user);
    Outcome outcome = fetch();
    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.err()).contains(expected);
    assertThat(encrypted.calls()).isEmpty();
  }

  @Test
  void credentialsOfEverySortGoOverTls() throws IOException {
    String cluster = server("127.0.0.1", encrypted) + ca();
    for (Map.Entry<String, String> user : users().entrySet()) {
      kubeconfig(cluster, user.getKey());
      int before = encrypted.values("Authorization").size();
      assertFetched(fetch());
      assertThat(encrypted.values("Authorization").subList(before, before + 2))
          .as(user.getKey())
          .containsOnly(user.getValue());
    }
    assertThat(encrypted.values("X-Sealer-Token")).containsOnly(canary + "-controller");
  }

  private Map<String, String> users() throws IOException {
    Files.writeString(folder.resolve("token"), canary + "-file\n");
    program(
        "login",
        """
        printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",'
        printf '"status":{"token":"%s"}}'
        """
            .formatted(canary + "-exec"));
    String idToken = "e30." + base64("{\"exp\":9999999999}") + ".x" + canary.replace("-", "");
    return Map.of(
        token(),
        "Bearer " + canary,
        "tokenFile: token",
        "Bearer " + canary + "-file",
        "username: jane, password: " + canary,
        "Basic " + base64("jane:" + canary),
        "username: " + canary,
        "Basic " + base64(canary + ":"),
        "exec: {command: login, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}",
        "Bearer " + canary + "-exec",
        "auth-provider: {name: oidc, config: {id-token: " + idToken + "}}",
        "Bearer " + idToken);
  }

  private static String base64(String text) {
    return Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void noCredentialGoesOverPlainHttp() throws IOException {
    for (String user : users().keySet()) {
      for (String address : List.of(plain.uri().toString(), "127.0.0.1:" + plain.port())) {
        kubeconfig("server: '" + address + "', " + ca(), user);
        assertFetched(fetch());
      }
    }
    kubeconfig("server: '" + plain.uri() + "', " + ca(), "as: jane");
    assertFetched(fetch("--token=" + canary));
    assertThat(plain.calls()).isNotEmpty();
    assertThat(plain.values("Authorization")).isEmpty();
    assertThat(plain.values("X-Sealer-Token")).isEmpty();
    assertThat(plain.calls().toString() + plain.calls().stream().map(ProxiedCall::headers).toList())
        .doesNotContain(canary);
  }

  @Test
  void theIdentityToActAsIsSentAsAWhole() throws IOException {
    Path config = Cases.copy("40-api-server-behind-a-path", "kubeconfig.yaml", folder);
    Files.writeString(
        config, Files.readString(config).replace("http://127.0.0.1:8001", plain.uri().toString()));
    environment.put("KUBECONFIG", config.toString());
    assertFetched(
        fetch("--as", "jane", "--as-group", "dev", "--as-group", "ops", "--as-uid", "42"));
    assertThat(plain.calls())
        .extracting(ProxiedCall::target)
        .containsExactly(
            "/k8s/clusters/c-1" + SERVICE,
            "/k8s/clusters/c-1/api/v1/namespaces/seal/services/http:sealed-secrets-controller:/proxy/v1/cert.pem");
    assertThat(plain.calls())
        .allSatisfy(call -> {
          assertThat(call.headers().get("Impersonate-User")).containsExactly("jane");
          assertThat(call.headers().get("Impersonate-Uid")).containsExactly("42");
          assertThat(call.headers().get("Impersonate-Group")).containsExactly("dev", "ops");
          assertThat(call.headers()).doesNotContainKey("Authorization");
        });
  }

  @Test
  void theIdentityOfTheKubeconfigIsSentToo() throws IOException {
    kubeconfig(
        server("127.0.0.1", encrypted) + ca(),
        "as: jane, as-uid: '7', as-groups: [dev, ops], as-user-extra: {'Reason/x': [one, two]}, "
            + token());
    assertFetched(fetch());
    assertThat(encrypted.calls())
        .allSatisfy(call -> {
          assertThat(call.headers().get("Impersonate-Uid")).containsExactly("7");
          assertThat(call.headers().get("Impersonate-Group")).containsExactly("dev", "ops");
          assertThat(call.headers().get("Impersonate-Extra-%52eason%2Fx"))
              .containsExactly("one", "two");
        });
    assertFetched(fetch("--as-group", "admins"));
    assertThat(encrypted.calls().getLast().headers().get("Impersonate-Group"))
        .containsExactly("admins");
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    try (RecordingServer elsewhere = RecordingServer.plain(this::answer);
        RecordingServer redirecting =
            RecordingServer.tls(
                authority.servingContext(List.of("127.0.0.1")),
                call -> new Answer(302, "text/plain", elsewhere.uri() + call.target()))) {
      kubeconfig(server("127.0.0.1", redirecting) + ca(), token());
      assertThat(fetch().exitCode()).isOne();
      assertThat(elsewhere.calls()).isEmpty();
    }
  }

  @Test
  void aRefusedTokenIsNotReplacedByAnother() throws IOException {
    try (RecordingServer refusing =
        RecordingServer.tls(
            authority.servingContext(List.of("127.0.0.1")),
            _ -> new Answer(401, "application/json", "{\"kind\":\"Status\",\"code\":401}"))) {
      kubeconfig(server("127.0.0.1", refusing) + ca(), token());
      assertThat(fetch().exitCode()).isOne();
      assertThat(refusing.values("Authorization")).containsOnly("Bearer " + canary);
      assertThat(refusing.calls()).hasSize(1);
    }
  }
}
