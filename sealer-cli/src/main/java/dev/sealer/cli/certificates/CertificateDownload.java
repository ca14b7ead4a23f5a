package dev.sealer.cli.certificates;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.network.ConnectionErrors;
import dev.sealer.cli.network.ProxyEnvironment;
import dev.sealer.cli.network.TrustedAuthorities;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Gets a certificate over HTTP, through the proxy of the environment. */
final class CertificateDownload {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int REDIRECTS = 10;
  private static final int MOST_BYTES = 1 << 20;
  private static final int HTTP_PORT = 80;

  private static final String NO_TUNNEL = "^Unable to tunnel .*HTTP/1\\.[01] [0-9]+ (.*)\"$";

  static {
    // A proxy may ask for a password before it tunnels; the runtime would not answer by default.
    if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }
  }

  private final Map<String, String> environment;

  CertificateDownload(Map<String, String> environment) {
    this.environment = environment;
  }

  byte[] get(URI asked) {
    URI url = asked;
    for (int step = 0; step < REDIRECTS; step++) {
      Optional<URI> proxy = new ProxyEnvironment(environment).proxyFor(url);
      try {
        HttpURLConnection connection = connect(url, proxy);
        int status = connection.getResponseCode();
        String location = connection.getHeaderField("Location");
        if (status / 100 == 3 && location != null) {
          url = redirected(url, location);
          continue;
        }
        if (status == HttpURLConnection.HTTP_PROXY_AUTH && url.getScheme().equals("https")) {
          throw new IOException(connection.getResponseMessage());
        }
        if (status != HttpURLConnection.HTTP_OK) {
          throw new CommandFailure(
              "cannot fetch \""
                  + shown(asked)
                  + "\": "
                  + status
                  + " "
                  + connection.getResponseMessage());
        }
        try (InputStream body = connection.getInputStream()) {
          return bounded(body.readNBytes(MOST_BYTES + 1), url);
        }
      } catch (IOException e) {
        String cause =
            ConnectionErrors.explain(e, url, proxy)
                .orElseGet(() -> String.valueOf(e.getMessage()).replaceFirst(NO_TUNNEL, "$1"));
        throw new CommandFailure("Get \"" + shown(url) + "\": " + cause, e);
      }
    }
    throw new CommandFailure("Get \"" + shown(asked) + "\": stopped after 10 redirects");
  }

  private static byte[] bounded(byte[] body, URI url) {
    if (body.length > MOST_BYTES) {
      throw new CommandFailure("Get \"" + shown(url) + "\": not a certificate: above 1 MiB");
    }
    return body;
  }

  /**
   * Returns the target of a redirect. A certificate that was asked for over TLS is not taken
   * without.
   */
  private static URI redirected(URI from, String location) {
    URI to = from.resolve(location);
    String scheme = to.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new CommandFailure(
          "Get \"" + shown(to) + "\": unsupported protocol scheme \"" + scheme + "\"");
    }
    if (from.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
      throw new CommandFailure(
          "Get \"%s\": redirected from HTTPS to HTTP; name the final URL if you trust it"
              .formatted(shown(to)));
    }
    return to;
  }

  private static String shown(URI url) {
    return CertificateSource.shown(url.toString());
  }

  private HttpURLConnection connect(URI url, Optional<URI> proxy) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            url.toURL().openConnection(proxy.map(CertificateDownload::of).orElse(Proxy.NO_PROXY));
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    connection.setRequestProperty("Accept", "application/x-pem-file, */*");
    if (connection instanceof HttpsURLConnection secure) {
      TrustedAuthorities.sockets(environment).ifPresent(secure::setSSLSocketFactory);
      logIn(secure, url.getUserInfo());
    }
    proxy.map(URI::getUserInfo).ifPresent(user -> logInAtProxy(connection, user));
    return connection;
  }

  /** The name and the password of the URL go over TLS only. */
  private static void logIn(HttpsURLConnection connection, @Nullable String user) {
    if (user != null) {
      connection.setRequestProperty("Authorization", basic(user.contains(":") ? user : user + ":"));
    }
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  private static Proxy of(URI proxy) {
    int port = proxy.getPort();
    return switch (proxy.getScheme()) {
      case "http" ->
          new Proxy(
              Proxy.Type.HTTP,
              InetSocketAddress.createUnresolved(proxy.getHost(), port < 0 ? HTTP_PORT : port));
      case "socks5", "socks5h" ->
          new Proxy(
              Proxy.Type.SOCKS,
              InetSocketAddress.createUnresolved(proxy.getHost(), port < 0 ? 1080 : port));
      default ->
          throw new CommandFailure(
              "a proxy of the scheme "
                  + proxy.getScheme()
                  + " is not supported: use http or socks5");
    };
  }

  private static void logInAtProxy(HttpURLConnection connection, String user) {
    int colon = user.indexOf(':');
    String name = colon < 0 ? user : user.substring(0, colon);
    String password = colon < 0 ? "" : user.substring(colon + 1);
    if (connection instanceof HttpsURLConnection) {
      connection.setAuthenticator(
          new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
              return getRequestorType() == RequestorType.PROXY
                  ? new PasswordAuthentication(name, password.toCharArray())
                  : null;
            }
          });
    } else {
      connection.setRequestProperty("Proxy-Authorization", basic(name + ":" + password));
    }
  }
}
