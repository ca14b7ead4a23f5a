package dev.sealer.git.jgit;

import dev.sealer.git.GitAccess;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.RepositoryUrl;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens the HTTP connections of one exchange with one repository: to its host only, with its own
 * TLS, proxy and headers. JGit asks for a connection for each request, also after a redirect.
 */
final class RepositoryConnections implements HttpConnectionFactory {

  private final JDKHttpConnectionFactory connections = new JDKHttpConnectionFactory();
  private final RepositoryUrl url;
  private final GitAccess access;
  private final TlsSettings tls;
  private final Optional<HostBoundCredentials> credentials;

  RepositoryConnections(
      RepositoryUrl url, GitAccess access, Optional<HostBoundCredentials> credentials)
      throws IOException {
    this.url = url;
    this.access = access;
    this.tls = new TlsSettings(access.tls());
    this.credentials = credentials;
  }

  @Override
  public HttpConnection create(URL request) throws IOException {
    return create(request, null);
  }

  @Override
  public HttpConnection create(URL request, @Nullable Proxy standard) throws IOException {
    if (!url.isSameServer(request.getProtocol(), request.getHost(), request.getPort())) {
      throw new GitException(
          new GitFailure.RedirectedElsewhere(
              url.shown(), request.getProtocol() + "://" + request.getAuthority()));
    }
    Proxy proxy =
        access
            .proxy()
            .map(own -> own.toward(request.getHost(), portOf(request)))
            .orElse(standard == null ? Proxy.NO_PROXY : standard);
    HttpConnection connection = connections.create(request, proxy);
    if (request.getProtocol().equals("https")) {
      tls.apply(connection);
    }
    credentials
        .flatMap(own -> own.headerFor(new URIish(request)))
        .ifPresent(header -> connection.setRequestProperty("Authorization", header));
    return connection;
  }

  private static int portOf(URL request) {
    return request.getPort() < 0 ? request.getDefaultPort() : request.getPort();
  }
}
