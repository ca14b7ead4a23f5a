package dev.sealer.sync.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sealer.git.GitCredential;
import dev.sealer.git.GitCredentialLookup;
import dev.sealer.git.GitException;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a repository's credentials in the Secrets that Argo CD keeps them in: labelled {@code
 * argocd.argoproj.io/secret-type} with {@code repository} (of one URL) or {@code repo-creds} (of
 * all URLs that begin so; the longest wins). It reads them for each exchange and keeps none.
 */
public final class RepositorySecrets implements GitCredentialLookup {

  private static final Logger LOG = LoggerFactory.getLogger(RepositorySecrets.class);
  private static final String TYPE = "argocd.argoproj.io/secret-type";

  private final ApiCalls calls;
  private final String namespace;

  /**
   * Reads Secrets of a namespace.
   *
   * @param namespace the control namespace
   */
  public RepositorySecrets(ApiCalls calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
  }

  @Override
  public Optional<GitCredential> find(RepositoryUrl url) {
    JsonNode secrets = list();
    Optional<GitCredential> own =
        best(secrets, "repository", secret -> isRepository(text(secret, "url"), url))
            .flatMap(RepositorySecrets::credential);
    return own.isPresent()
        ? own
        : best(secrets, "repo-creds", secret -> isPrefix(text(secret, "url"), url))
            .flatMap(RepositorySecrets::credential);
  }

  private JsonNode list() {
    ApiRequest request =
        ApiRequest.get(ResourceType.SECRET.collectionPath(namespace))
            .with("labelSelector", TYPE + " in (repository,repo-creds)");
    try {
      ApiAnswer answer = calls.send(request);
      if (!answer.ok()) {
        LOG.warn(
            "Secrets with repository credentials in {} cannot be listed: {}",
            namespace,
            answer.reason());
      }
      return answer.body().path("items");
    } catch (IOException e) {
      LOG.warn("Secrets with repository credentials cannot be listed: {}", e.getMessage());
      return MissingNode.getInstance();
    }
  }

  private static Optional<JsonNode> best(
      JsonNode secrets, String type, Predicate<JsonNode> matches) {
    return StreamSupport.stream(secrets.spliterator(), false)
        .filter(secret -> type.equals(secret.path("metadata").path("labels").path(TYPE).asText()))
        .filter(matches)
        .max(Comparator.comparingInt(secret -> text(secret, "url").length()));
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

  /** A field that is no secret. */
  private static String text(JsonNode secret, String field) {
    String encoded = secret.path("data").path(field).asText();
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).strip();
  }
}
