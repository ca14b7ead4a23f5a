package dev.sealer.cli.certificate;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.network.ProxyEnvironment;
import dev.sealer.cli.network.TlsProblem;
import dev.sealer.cli.network.TrustedAuthorities;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Gets a certificate over HTTP, through the proxy of the environment. */
final class CertificateDownload {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int REDIRECTS = 10;
  private static final int HTTPS_PORT = 443;
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
          url = url.resolve(location);
          continue;
        }
        if (status == HttpURLConnection.HTTP_PROXY_AUTH && url.getScheme().equals("https")) {
          throw new IOException(connection.getResponseMessage());
        }
        if (status != HttpURLConnection.HTTP_OK) {
          throw new CommandFailure(
              "cannot fetch \"" + asked + "\": " + status + " " + connection.getResponseMessage());
        }
        try (InputStream body = connection.getInputStream()) {
          return body.readAllBytes();
        }
      } catch (IOException e) {
        throw new CommandFailure("Get \"" + url + "\": " + cause(e, url, proxy), e);
      }
    }
    throw new CommandFailure("Get \"" + asked + "\": stopped after 10 redirects");
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
    }
    proxy.map(URI::getUserInfo).ifPresent(user -> logInAtProxy(connection, user));
    return connection;
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
      connection.setRequestProperty(
          "Proxy-Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** What went wrong, in the words that Go's programs use where there are such. */
  private static String cause(IOException failure, URI url, Optional<URI> proxy) {
    URI dialled = proxy.orElse(url);
    String lead = proxy.isPresent() ? "proxyconnect tcp: " : "";
    return switch (failure) {
      case ConnectException _ ->
          lead
              + "dial tcp "
              + dialled.getHost()
              + ":"
              + port(dialled)
              + ": connect: connection refused";
      case UnknownHostException _ ->
          lead + "dial tcp: lookup " + dialled.getHost() + ": no such host";
      case SSLHandshakeException e -> TlsProblem.line(e);
      default -> String.valueOf(failure.getMessage()).replaceFirst(NO_TUNNEL, "$1");
    };
  }

  private static int port(URI url) {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }
}
