package dev.sealer.sync.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.git.GitAccess;
import dev.sealer.git.GitCredentialLookup;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.GitProxy;
import dev.sealer.git.GitTls;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.MetadataWatch;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.WatchScope;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds how a repository is reached, in the Secrets that Argo CD keeps them in: labelled {@code
 * argocd.argoproj.io/secret-type} with {@code repository} (of one URL) or {@code repo-creds} (of
 * all URLs that begin so; the longest wins). A Secret that names a {@code project} is for that
 * project only. It reads Secrets for each exchange and keeps none; a watch of their metadata tells
 * when there are none to read.
 */
public final class RepositorySecrets implements GitCredentialLookup, AutoCloseable {

  private static final String TYPE = "argocd.argoproj.io/secret-type";
  private static final String SELECTOR = TYPE + " in (repository,repo-creds)";

  private final ApiClient calls;
  private final String namespace;
  private final String project;
  private final TlsAuthorities authorities;
  private final ObjectWatch<ObjectMetadata> watch;

  /**
   * Reads Secrets of a namespace.
   *
   * @param namespace the control namespace
   */
  public RepositorySecrets(ApiClient calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
    this.project = "";
    this.authorities = new TlsAuthorities(calls, namespace);
    this.watch =
        MetadataWatch.of(
            calls,
            ResourceType.SECRET,
            WatchScope.in(List.of(namespace)).withLabels(SELECTOR),
            List.of());
  }

  private RepositorySecrets(RepositorySecrets all, String project) {
    this.calls = all.calls;
    this.namespace = all.namespace;
    this.project = project;
    this.authorities = all.authorities;
    this.watch = all.watch;
  }

  /** Starts the watches, without which each exchange costs requests to the API server. */
  public void start(Platform platform) {
    watch.start(platform);
    authorities.start(platform);
  }

  @Override
  public void close() {
    watch.close();
    authorities.close();
  }

  @Override
  public GitCredentialLookup forTenant(String tenant) {
    return new RepositorySecrets(this, tenant);
  }

  @Override
  public GitAccess find(RepositoryUrl url) {
    boolean none = watch.isCurrent() && watch.list().isEmpty();
    List<RepositorySecret> secrets = none ? List.of() : usable(list(url));
    Optional<RepositorySecret> own =
        best(secrets, false, secret -> isRepository(secret.url(), url));
    Optional<RepositorySecret> template =
        own.filter(RepositorySecret::hasCredentials).isPresent()
            ? Optional.empty()
            : best(secrets, true, secret -> isPrefix(secret.url(), url));
    List<RepositorySecret> both = Stream.of(own, template).flatMap(Optional::stream).toList();
    try {
      return access(url, both);
    } catch (IllegalArgumentException e) {
      throw new GitException(
          new GitFailure.UnusableAccess(url.shown(), String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * Joins a Secret with its template. What Sealer cannot use is refused: without it a private
   * repository would be read anonymously, and look as if it did not exist.
   *
   * @param secrets the own one first
   * @throws IllegalArgumentException with a reason that quotes no secret
   */
  private GitAccess access(RepositoryUrl url, List<RepositorySecret> secrets) {
    for (RepositorySecret secret : secrets) {
      if (secret.unsupported().isPresent() && secret.credential().isEmpty()) {
        throw new IllegalArgumentException(
            secret.unsupported().get()
                + " in its Secret is not supported; use a password, a token or a client"
                + " certificate");
      }
    }
    GitTls tls =
        new GitTls(
            authorities.find(url),
            first(secrets, RepositorySecret::client),
            secrets.stream().anyMatch(RepositorySecret::isUnverified));
    Optional<GitProxy> proxy = first(secrets, RepositorySecret::proxy);
    return new GitAccess(
        first(
            secrets, secret -> secret.credential().map(found -> found.below(secret.pathPrefix()))),
        tls,
        proxy);
  }

  private static <T> Optional<T> first(
      List<RepositorySecret> secrets, Function<RepositorySecret, Optional<T>> part) {
    return secrets.stream().map(part).flatMap(Optional::stream).findFirst();
  }

  /**
   * A list that fails is a failure: without it a private repository would be read anonymously, and
   * look as if it did not exist.
   */
  private JsonNode list(RepositoryUrl url) {
    ApiRequest request =
        ApiRequest.get(ResourceType.SECRET.collectionPath(namespace))
            .with("labelSelector", SELECTOR);
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

  private List<RepositorySecret> usable(JsonNode secrets) {
    return StreamSupport.stream(secrets.spliterator(), false)
        .map(secret ->
            new RepositorySecret(
                secret,
                secret.path("metadata").path("labels").path(TYPE).asText().equals("repo-creds")))
        .filter(secret -> secret.project().isEmpty() || secret.project().equals(project))
        .toList();
  }

  /** The longest URL wins; of two equal ones the one of the project itself. */
  private static Optional<RepositorySecret> best(
      List<RepositorySecret> secrets, boolean template, Predicate<RepositorySecret> matches) {
    return secrets.stream()
        .filter(secret -> secret.isTemplate() == template)
        .filter(matches)
        .max(
            Comparator.<RepositorySecret>comparingInt(secret -> secret.url().length())
                .thenComparing(secret -> !secret.project().isEmpty()));
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
}
