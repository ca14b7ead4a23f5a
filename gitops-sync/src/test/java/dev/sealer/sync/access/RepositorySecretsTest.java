package dev.sealer.sync.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.git.GitCredential;
import dev.sealer.git.GitException;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Lines;
import dev.sealer.simulation.kit.InMemoryCluster;
import dev.sealer.testbed.canary.Canary;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which Secret gives the credential of a repository, and to whom. */
final class RepositorySecretsTest {

  private static final RepositoryUrl URL = RepositoryUrl.parse("https://git.example.com/team/app");

  private final InMemoryCluster cluster = new InMemoryCluster("argocd");
  private final RepositorySecrets secrets = new RepositorySecrets(cluster.server(), "argocd");

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
    return secrets
        .forTenant(project)
        .find(URL)
        .map(credential -> {
          try (GitCredential found = credential) {
            return found.username();
          }
        });
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
