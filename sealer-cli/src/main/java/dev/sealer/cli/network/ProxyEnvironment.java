package dev.sealer.cli.network;

import dev.sealer.cli.io.CommandFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Proxies as the variables {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} name them,
 * in capitals or in small letters, read as Go's programs read them: loopback addresses never go
 * through a proxy, and a proxy without scheme is an HTTP proxy.
 */
public final class ProxyEnvironment {
  private final Map<String, String> environment;

  /** Reads these variables. */
  public ProxyEnvironment(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Returns the proxy for a URL of the scheme http or https; empty to go there directly.
   *
   * @throws CommandFailure when the variable holds no address
   */
  public Optional<URI> proxyFor(URI url) {
    boolean https = "https".equalsIgnoreCase(url.getScheme());
    String named = either(https ? "HTTPS_PROXY" : "HTTP_PROXY");
    if (named.isEmpty()) {
      return Optional.empty();
    }
    if (!https && !environment.getOrDefault("REQUEST_METHOD", "").isEmpty()) {
      // There any client can set the variable, by a header of that name.
      throw new CommandFailure(
          "Get \"%s\": refusing to use HTTP_PROXY value in CGI environment; see".formatted(url)
              + " golang.org/s/cgihttpproxy");
    }
    NoProxyList exceptions = NoProxyList.of(either("NO_PROXY"));
    return exceptions.covers(host(url), port(url, https))
        ? Optional.empty()
        : Optional.of(address(named, url));
  }

  private String either(String name) {
    String capitals = environment.getOrDefault(name, "");
    return capitals.isEmpty()
        ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "")
        : capitals;
  }

  private static String host(URI url) {
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(URI url, boolean https) {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return https ? 443 : 80;
  }

  private static URI address(String named, URI url) {
    return withHost(named)
        .or(() -> withHost("http://" + named))
        .orElseThrow(() ->
            new CommandFailure("Get \"" + url + "\": invalid proxy address: use http://HOST:PORT"));
  }

  private static Optional<URI> withHost(String address) {
    try {
      return Optional.of(new URI(address)).filter(uri -> uri.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
