package dev.sealer.git.jgit;

import dev.sealer.git.GitAccess;
import dev.sealer.git.GitCredentialLookup;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.GitObserver;
import dev.sealer.git.GitSettings;
import dev.sealer.git.RefTable;
import dev.sealer.git.RepositoryUrl;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** Exchanges with Git servers. */
final class Remote {

  private static final String[] LISTED = {"HEAD", "refs/heads/", "refs/tags/"};
  private static final String[] LISTED_ON_DISK = {
    "HEAD", "refs/heads/", "refs/tags/", "refs/remotes/"
  };

  private final GitSettings settings;
  private final GitCredentialLookup credentials;
  private final GitObserver observer;
  private final LongSupplier nanos;
  private final String tenant;
  private final UnverifiedServers warnings;

  Remote(
      GitSettings settings,
      GitCredentialLookup credentials,
      GitObserver observer,
      LongSupplier nanos) {
    this(settings, credentials, observer, nanos, "", new UnverifiedServers());
  }

  private Remote(
      GitSettings settings,
      GitCredentialLookup credentials,
      GitObserver observer,
      LongSupplier nanos,
      String tenant,
      UnverifiedServers warnings) {
    this.settings = settings;
    this.credentials = credentials;
    this.observer = observer;
    this.nanos = nanos;
    this.tenant = tenant;
    this.warnings = warnings;
  }

  /** Returns the same with the credentials of one tenant. */
  Remote forTenant(String name) {
    return new Remote(settings, credentials.forTenant(name), observer, nanos, name, warnings);
  }

  /** Returns whether the server's certificate was not checked in the last exchange. */
  boolean isUnverified(RepositoryUrl url) {
    return warnings.contains(url, tenant);
  }

  /** One ls-refs: branches, tags with what they point at, and HEAD. */
  RefTable refs(RepositoryUrl url) {
    return observed(
        url,
        GitObserver.Request.LS_REFS,
        () -> {
          try (Transport transport = Transport.open(new URIish(url.connectable()))) {
            return exchange(
                url, transport, () -> list(transport, url.isFile() ? LISTED_ON_DISK : LISTED));
          }
        });
  }

  /** Brings what {@code specs} name into {@code into}. */
  void fetch(RepositoryUrl url, Repository into, List<RefSpec> specs) {
    observed(
        url,
        GitObserver.Request.FETCH,
        () -> {
          try (Transport transport = Transport.open(into, new URIish(url.connectable()))) {
            transport.setTagOpt(TagOpt.NO_TAGS);
            return exchange(
                url,
                transport,
                () -> transport.fetch(new DeadlineMonitor(settings.fetchLimit(), nanos), specs));
          }
        });
  }

  private <T> T exchange(RepositoryUrl url, Transport transport, Exchange<T> exchange)
      throws IOException, URISyntaxException {
    transport.setTimeout(Math.toIntExact(Math.max(1, settings.timeout().toSeconds())));
    try (GitAccess access = credentials.find(url)) {
      checkTransport(url, access);
      warnings.note(url, tenant, access.tls().unverified());
      Optional<HostBoundCredentials> credential =
          access
              .credential()
              .map(found -> new HostBoundCredentials(url, found, settings.credentialsWithoutTls()));
      credential.ifPresent(transport::setCredentialsProvider);
      if (transport instanceof TransportHttp http) {
        http.setHttpConnectionFactory(new RepositoryConnections(url, access, credential));
      }
      return exchange.run();
    }
  }

  /** A proxy is another machine: what goes through it without TLS can be read there. */
  private void checkTransport(RepositoryUrl url, GitAccess access) {
    if (settings.credentialsWithoutTls()) {
      return;
    }
    boolean proxied = access.proxy().filter(proxy -> !url.isHttps() && !url.isFile()).isPresent();
    boolean holds = access.credential().isPresent() || url.holdsCredentials();
    if (holds && (proxied || !url.isSafeForCredentials())) {
      throw new GitException(new GitFailure.CredentialsWithoutTls(url.shown()));
    }
  }

  private static RefTable list(Transport transport, String[] prefixes) throws IOException {
    try (FetchConnection connection = transport.openFetch(List.of(), prefixes)) {
      return table(connection.getRefs());
    }
  }

  private static RefTable table(Collection<Ref> refs) {
    Map<String, String> commits = new HashMap<>();
    for (Ref ref : refs) {
      ObjectId peeled = ref.getPeeledObjectId();
      ObjectId id = peeled == null ? ref.getObjectId() : peeled;
      if (id != null) {
        commits.put(ref.getName(), id.name());
      }
    }
    return new RefTable(commits);
  }

  private <T> T observed(RepositoryUrl url, GitObserver.Request request, Exchange<T> exchange) {
    long started = nanos.getAsLong();
    boolean succeeded = false;
    try {
      T result = exchange.run();
      succeeded = true;
      return result;
    } catch (IOException | URISyntaxException e) {
      throw JGitFailures.of(url, e);
    } finally {
      observer.exchanged(url, request, Duration.ofNanos(nanos.getAsLong() - started), succeeded);
    }
  }

  @FunctionalInterface
  private interface Exchange<T> {
    T run() throws IOException, URISyntaxException;
  }
}
