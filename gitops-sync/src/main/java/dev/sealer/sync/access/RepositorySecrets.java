package dev.sealer.sync.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.git.GitCredential;
import dev.sealer.git.GitCredentialLookup;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Finds a repository's credentials in the Secrets that Argo CD keeps them in: labelled {@code
 * argocd.argoproj.io/secret-type} with {@code repository} (of one URL) or {@code repo-creds} (of
 * all URLs that begin so; the longest wins). A Secret that names a {@code project} is for that
 * project only. It reads Secrets for each exchange and keeps none.
 */
public final class RepositorySecrets implements GitCredentialLookup {

  private static final String TYPE = "argocd.argoproj.io/secret-type";

  private final ApiClient calls;
  private final String namespace;
  private final String project;

  /**
   * Reads Secrets of a namespace.
   *
   * @param namespace the control namespace
   */
  public RepositorySecrets(ApiClient calls, String namespace) {
    this(calls, namespace, "");
  }

  private RepositorySecrets(ApiClient calls, String namespace, String project) {
    this.calls = calls;
    this.namespace = namespace;
    this.project = project;
  }

  @Override
  public GitCredentialLookup forTenant(String tenant) {
    return new RepositorySecrets(calls, namespace, tenant);
  }

  @Override
  public Optional<GitCredential> find(RepositoryUrl url) {
    List<JsonNode> secrets = usable(list(url));
    Optional<GitCredential> own =
        best(secrets, "repository", secret -> isRepository(text(secret, "url"), url))
            .flatMap(RepositorySecrets::credential);
    return own.isPresent()
        ? own
        : best(secrets, "repo-creds", secret -> isPrefix(text(secret, "url"), url))
            .flatMap(RepositorySecrets::credential);
  }

  /**
   * A list that fails is a failure: without it a private repository would be read anonymously, and
   * look as if it did not exist.
   */
  private JsonNode list(RepositoryUrl url) {
    ApiRequest request =
        ApiRequest.get(ResourceType.SECRET.collectionPath(namespace))
            .with("labelSelector", TYPE + " in (repository,repo-creds)");
    try {
      ApiAnswer answer = calls.send(request);
      if (!answer.ok()) {
        throw unknown(url, answer.reason());
      }
      return answer.body().path("items");
    } catch (IOException e) {
      throw unknown(url, String.valueOf(e.getMessage()));
    }
  }

  private GitException unknown(RepositoryUrl url, String reason) {
    return new GitException(
        new GitFailure.NotReachable(
            url.shown(),
            "Secrets with repository credentials in namespace "
                + namespace
                + " cannot be listed: "
                + reason));
  }

  private List<JsonNode> usable(JsonNode secrets) {
    return StreamSupport.stream(secrets.spliterator(), false)
        .filter(secret -> {
          String owner = text(secret, "project");
          return owner.isEmpty() || owner.equals(project);
        })
        .toList();
  }

  /** The longest URL wins; of two equal ones the one of the project itself. */
  private static Optional<JsonNode> best(
      List<JsonNode> secrets, String type, Predicate<JsonNode> matches) {
    return secrets.stream()
        .filter(secret -> type.equals(secret.path("metadata").path("labels").path(TYPE).asText()))
        .filter(matches)
        .max(
            Comparator.<JsonNode>comparingInt(secret -> text(secret, "url").length())
                .thenComparing(secret -> !text(secret, "project").isEmpty()));
  }

  private static boolean isRepository(String written, RepositoryUrl url) {
    try {
      return RepositoryUrl.parse(written).equals(url);
    } catch (GitException e) {
      return false;
    }
  }

  /** A prefix ends where a part of the path ends, so one host or team never gets another's. */
  private static boolean isPrefix(String written, RepositoryUrl url) {
    try {
      String prefix = RepositoryUrl.parse(written.endsWith("/") ? written : written + "/").key();
      return url.key().equals(prefix) || url.key().startsWith(prefix + "/");
    } catch (GitException e) {
      return false;
    }
  }

  private static Optional<GitCredential> credential(JsonNode secret) {
    String username = text(secret, "username");
    String password = secret.path("data").path("password").asText();
    if (password.isEmpty()) {
      return Optional.empty();
    }
    SecretBytes bytes = SecretBytes.takeOver(Base64.getDecoder().decode(password));
    return Optional.of(new GitCredential(username.isEmpty() ? "git" : username, bytes));
  }

  /** Returns a field that is not secret. */
  private static String text(JsonNode secret, String field) {
    String encoded = secret.path("data").path(field).asText();
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).strip();
  }
}
