package dev.sealer.cli.cluster.fabric8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sealer.cli.network.TrustedAuthorities;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** One line about a request that failed; the client's own messages repeat the whole answer. */
public final class ClusterErrors {
  /** The message for a response that is not an object of the requested kind. */
  public static final String STRANGE_ANSWER =
      "unexpected response: not a Kubernetes object; check the server URL in the kubeconfig";

  private ClusterErrors() {}

  /**
   * Returns the line.
   *
   * @param request the verb and the URL, such as {@code Get "http://host/path"}
   * @param url the same URL
   * @param proxy that is asked first; empty for none
   */
  public static String line(Exception failure, String request, URI url, Optional<URI> proxy) {
    Optional<String> answered = answered(failure);
    if (answered.isPresent()) {
      return answered.get();
    }
    List<Throwable> causes = causes(failure);
    if (any(causes, UnresolvedAddressException.class) || any(causes, UnknownHostException.class)) {
      return request
          + lead(proxy)
          + "dial tcp: lookup "
          + proxy.orElse(url).getHost()
          + ": no such host";
    }
    if (any(causes, HttpTimeoutException.class)) {
      return request + ": no answer in time; --request-timeout allows more";
    }
    if (any(causes, ConnectException.class)) {
      return request
          + lead(proxy)
          + "dial tcp "
          + address(proxy.orElse(url))
          + ": connect: connection refused";
    }
    for (Throwable cause : causes) {
      if (cause instanceof SSLHandshakeException untrusted) {
        return request + ": " + TrustedAuthorities.problem(untrusted);
      }
    }
    // Its message would quote the answer, which may be a Secret.
    if (any(causes, JsonProcessingException.class)) {
      return request + ": " + STRANGE_ANSWER;
    }
    Throwable last = causes.getLast();
    return request + ": " + String.valueOf(last.getMessage()).lines().findFirst().orElse("");
  }

  private static Optional<String> answered(Exception failure) {
    return failure instanceof KubernetesClientException client
        ? Optional.ofNullable(client.getStatus()).map(Status::getMessage)
        : Optional.empty();
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20).toList();
  }

  private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }

  private static String lead(Optional<URI> proxy) {
    return proxy.isPresent() ? ": proxyconnect tcp: " : ": ";
  }

  private static String address(URI url) {
    int fallback = "https".equals(url.getScheme()) ? 443 : 80;
    return url.getHost() + ":" + (url.getPort() > 0 ? url.getPort() : fallback);
  }
}
