package dev.sealer.cli.network;

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

/** Explains in one line why a server did not respond. */
public final class ConnectionErrors {

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private ConnectionErrors() {}

  /**
   * Returns the cause in the words of Go's programs; empty if they have none for it.
   *
   * @param proxy that is asked first; empty for none
   */
  public static Optional<String> explain(Exception failure, URI url, Optional<URI> proxy) {
    List<Throwable> causes =
        Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
            .limit(20)
            .toList();
    URI dialed = proxy.orElse(url);
    String lead = proxy.isPresent() ? "proxyconnect tcp: " : "";
    // The HTTP client reports an unknown host, and a timeout, as a refused connection with a cause.
    if (any(causes, UnresolvedAddressException.class) || any(causes, UnknownHostException.class)) {
      return Optional.of(lead + "dial tcp: lookup " + dialed.getHost() + ": no such host");
    }
    if (any(causes, HttpTimeoutException.class)) {
      return Optional.of("no answer in time; --request-timeout allows more");
    }
    if (any(causes, ConnectException.class)) {
      return Optional.of(
          "%sdial tcp %s:%d: connect: connection refused"
              .formatted(lead, dialed.getHost(), port(dialed)));
    }
    return causes.stream()
        .filter(SSLHandshakeException.class::isInstance)
        .map(untrusted -> TrustedAuthorities.problem((SSLHandshakeException) untrusted))
        .findFirst();
  }

  private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }

  private static int port(URI url) {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }
}
