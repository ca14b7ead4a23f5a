package dev.sealer.sync.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.git.GitAccess;
import dev.sealer.git.GitCredential;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.simulation.kit.InMemoryCluster;
import dev.sealer.testbed.canary.Canary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Secret gives the credential of a repository, and to whom. */
final class RepositorySecretsTest {

  private static final RepositoryUrl URL = RepositoryUrl.parse("https://git.example.com/team/app");

  private final InMemoryCluster cluster = new InMemoryCluster("argocd");
  private final RepositorySecrets secrets = new RepositorySecrets(cluster.server(), "argocd");

  /** Counts single requests; the lists and watches of a watch are none. */
  private record Counting(ApiClient server, AtomicInteger sent) implements ApiClient {

    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      sent.incrementAndGet();
      return server.send(request);
    }

    @Override
    public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
      return server.list(request, item);
    }

    @Override
    public Lines open(ApiRequest request) throws IOException {
      return server.open(request);
    }
  }

  @Test
  void whereNoRepositoryHasSecretsNoneAreRead() {
    Counting counting = new Counting(cluster.server(), new AtomicInteger());
    try (RepositorySecrets watching = new RepositorySecrets(counting, "argocd")) {
      assertThat(usersSeenBy(watching)).isEmpty();
      assertThat(counting.sent()).as("before the first list").hasPositiveValue();
      watching.start(JdkPlatform.standard());

      await()
          .until(() -> {
            int before = counting.sent().get();
            assertThat(usersSeenBy(watching)).isEmpty();
            return counting.sent().get() == before;
          });
      secret("s", "repository", "https://git.example.com/team/app", "team", "");

      await().until(() -> usersSeenBy(watching).equals(Optional.of("team")));
    }
  }

  private static Optional<String> usersSeenBy(RepositorySecrets secrets) {
    try (GitAccess access = secrets.find(URL)) {
      return access.credential().map(GitCredential::username);
    }
  }

  private void secret(String name, String type, String url, String username, String project) {
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: %s
              namespace: argocd
              labels: {argocd.argoproj.io/secret-type: %s}
            stringData: {url: '%s', username: '%s', password: '%s'%s}
            """
                .formatted(
                    name,
                    type,
                    url,
                    username,
                    Canary.random().value(),
                    project.isEmpty() ? "" : ", project: " + project));
  }

  private Optional<String> userFor(String project) {
    try (GitAccess access = secrets.forTenant(project).find(URL)) {
      return access.credential().map(GitCredential::username);
    }
  }

  private void write(String type, String fields) {
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: s-%s
              namespace: argocd
              labels: {argocd.argoproj.io/secret-type: %s}
            stringData: {%s}
            """
                .formatted(UUID.randomUUID(), type, fields));
  }

  private Optional<String> userOf(String url) {
    try (GitAccess access = secrets.find(RepositoryUrl.parse(url))) {
      return access.credential().map(GitCredential::username);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com, https://git.example.com/team/app, true",
    "https://git.example.com, https://GIT.example.com/team/app, true",
    "https://git.example.com, https://git.example.com.evil/team/app, false",
    "https://git.example.com, https://git.example.com@evil.example/team/app, false",
    "https://git.example.com, https://git.example.com:8443/team/app, false",
    "https://git.example.com, http://git.example.com/team/app, false",
    "https://git.example.com/team, https://git.example.com/team/app, true",
    "https://git.example.com/team/, https://git.example.com/team/app.git, true",
    "https://git.example.com/team, https://git.example.com/team-b/app, false",
    "https://git.example.com/team, https://git.example.com/other/team/app, false",
  })
  void aTemplateIsForWhatIsBelowItsUrl(String template, String url, boolean given) {
    write("repo-creds", "url: '%s', username: robot, password: p".formatted(template));

    assertThat(userOf(url)).isEqualTo(given ? Optional.of("robot") : Optional.empty());
  }

  @Test
  void aPathThatLeavesItsTemplateIsNotAUrl() {
    for (String path : List.of("/team/../b/app", "/team/%2e%2e/b/app", "/team%2f..%2fb/app")) {
      assertThatThrownBy(() -> RepositoryUrl.parse("https://git.example.com" + path))
          .isInstanceOf(GitException.class);
    }
  }

  @Test
  void aRepositoryWithoutCredentialsTakesThoseOfItsTemplate() {
    write("repository", "url: '%s', insecure: 'true'".formatted(URL.shown()));
    write("repo-creds", "url: 'https://git.example.com', username: robot, password: p");

    try (GitAccess access = secrets.find(URL)) {
      assertThat(access.credential().map(GitCredential::username)).contains("robot");
      assertThat(access.tls().unverified()).isTrue();
    }
  }

  @Test
  void aRepositoryWithCredentialsTakesNothingOfATemplate() {
    write("repository", "url: '%s', username: own, password: p".formatted(URL.shown()));
    write(
        "repo-creds",
        "url: 'https://git.example.com', bearerToken: t, insecure: 'true', proxy: 'http://p:1'");

    try (GitAccess access = secrets.find(URL)) {
      assertThat(access.credential().map(GitCredential::username)).contains("own");
      assertThat(access.tls().unverified()).isFalse();
      assertThat(access.proxy()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'password: p', PASSWORD",
    "'password: p, forceHttpBasicAuth: \"true\"', PASSWORD_AT_ONCE",
    "'bearerToken: t', BEARER",
    "'bearerToken: t, password: p', BEARER",
    "'bearerToken: t, password: p, forceHttpBasicAuth: \"true\"', PASSWORD_AT_ONCE",
    "'password: p, githubAppPrivateKey: k', PASSWORD",
  })
  void aCredentialIsSentAsItsSecretSays(String fields, GitCredential.Scheme scheme) {
    write("repository", "url: '%s', %s".formatted(URL.shown(), fields));

    try (GitAccess access = secrets.find(URL)) {
      assertThat(access.credential().map(GitCredential::scheme)).contains(scheme);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sshPrivateKey: CANARY",
        "githubAppPrivateKey: CANARY",
        "gcpServiceAccountKey: CANARY",
        "useAzureWorkloadIdentity: 'true'",
        "tlsClientCertData: CANARY, tlsClientCertKey: CANARY",
        "tlsClientCertKey: CANARY",
        "password: p, proxy: 'http://user:CANARY@'",
        "password: p, proxy: 'https://user:CANARY@proxy.example.com'",
        "password: p, proxy: 'ftp://proxy:CANARY'",
      })
  void whatCannotBeUsedIsRefusedAndNotShown(String fields) {
    String canary = Canary.random().value();
    write("repository", "url: '%s', %s".formatted(URL.shown(), fields.replace("CANARY", canary)));

    assertThatThrownBy(() -> secrets.find(URL))
        .isInstanceOfSatisfying(
            GitException.class,
            refused -> assertThat(refused.failure()).isInstanceOf(GitFailure.UnusableAccess.class))
        .hasMessageContaining("in its Secret")
        .hasMessageNotContaining(canary);
  }

  @Test
  void aSecretOfAProjectIsForThatProjectOnly() {
    secret("own", "repository", URL.shown(), "red-user", "red");

    assertThat(userFor("red")).contains("red-user");
    assertThat(userFor("blue")).isEmpty();
    assertThat(userFor("")).isEmpty();
  }

  @Test
  void aProjectPrefersItsOwnSecret() {
    secret("all", "repository", URL.shown(), "all-user", "");
    secret("own", "repository", URL.shown(), "red-user", "red");

    assertThat(userFor("red")).contains("red-user");
    assertThat(userFor("blue")).contains("all-user");
  }

  @Test
  void aTemplateOfAnotherProjectIsPassedOver() {
    secret("long", "repo-creds", "https://git.example.com/team/", "red-user", "red");
    secret("short", "repo-creds", "https://git.example.com/", "all-user", "");

    assertThat(userFor("red")).contains("red-user");
    assertThat(userFor("blue")).contains("all-user");
  }

  @Test
  void aListThatFailsIsNotReadAsNoCredential() {
    ApiClient refusing =
        new ApiClient() {
          @Override
          public ApiAnswer send(ApiRequest request) throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public Lines open(ApiRequest request) throws IOException {
            throw new IOException("connection reset");
          }
        };

    assertThatThrownBy(() -> new RepositorySecrets(refusing, "argocd").find(URL))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("cannot be listed: connection reset");
  }
}
