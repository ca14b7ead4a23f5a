package dev.sealer.sync.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.kube.watch.ResourceWatch;
import dev.sealer.kube.watch.WatchScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Finds the authorities of a host in the ConfigMap that Argo CD keeps them in: {@code
 * argocd-tls-certs-cm}, one host name without port for each key. A host that is not in it has the
 * authorities of the Java runtime.
 */
final class TlsAuthorities implements AutoCloseable {

  private static final String NAME = "argocd-tls-certs-cm";
  private static final int NOT_FOUND = 404;

  private final ApiClient calls;
  private final String namespace;
  private final ObjectKey key;
  private final ObjectWatch<JsonNode> watch;

  TlsAuthorities(ApiClient calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
    this.key = new ObjectKey(namespace, NAME);
    this.watch =
        ResourceWatch.of(
            calls,
            ResourceType.CONFIG_MAP,
            WatchScope.in(List.of(namespace)).withFields("metadata.name=" + NAME),
            configMap -> configMap.path("data"),
            List.of());
  }

  /** Starts the watch, without which each {@link #find} reads the ConfigMap. */
  void start(Platform platform) {
    watch.start(platform);
  }

  @Override
  public void close() {
    watch.close();
  }

  /**
   * Returns the authorities for a repository; empty for those of the runtime.
   *
   * @throws GitException if they cannot be read: a host with its own authorities must not be
   *     trusted because of others
   */
  List<X509Certificate> find(RepositoryUrl url) {
    if (!url.isHttps()) {
      return List.of();
    }
    JsonNode pem = data(url).path(url.host());
    if (pem.asText().isBlank()) {
      return List.of();
    }
    try {
      return TlsMaterial.certificates(pem.asText().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new GitException(
          new GitFailure.UnusableAccess(
              url.shown(),
              "entry "
                  + url.host()
                  + " of ConfigMap "
                  + NAME
                  + " in namespace "
                  + namespace
                  + ": "
                  + e.getMessage()),
          e);
    }
  }

  private JsonNode data(RepositoryUrl url) {
    if (watch.isCurrent()) {
      return watch.get(key).orElseGet(MissingNode::getInstance);
    }
    try {
      ApiAnswer answer = calls.send(ApiRequest.get(ResourceType.CONFIG_MAP.objectPath(key)));
      if (answer.ok() || answer.code() == NOT_FOUND) {
        return answer.body().path("data");
      }
      throw unknown(url, answer.reason());
    } catch (IOException e) {
      throw unknown(url, String.valueOf(e.getMessage()));
    }
  }

  private GitException unknown(RepositoryUrl url, String reason) {
    return new GitException(
        new GitFailure.NotReachable(
            url.shown(),
            "ConfigMap "
                + NAME
                + " with TLS authorities in namespace "
                + namespace
                + " cannot be read: "
                + reason));
  }
}
