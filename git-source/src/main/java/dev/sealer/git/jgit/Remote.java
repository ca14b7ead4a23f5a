package dev.sealer.git.jgit;

import dev.sealer.git.GitCredential;
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

  Remote(
      GitSettings settings,
      GitCredentialLookup credentials,
      GitObserver observer,
      LongSupplier nanos) {
    this.settings = settings;
    this.credentials = credentials;
    this.observer = observer;
    this.nanos = nanos;
  }

  /** Returns the same with the credentials of one tenant. */
  Remote forTenant(String tenant) {
    return new Remote(settings, credentials.forTenant(tenant), observer, nanos);
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
    Optional<GitCredential> credential = credentials.find(url);
    try {
      if ((credential.isPresent() || url.holdsCredentials())
          && !settings.credentialsWithoutTls()
          && !url.isSafeForCredentials()) {
        throw new GitException(new GitFailure.CredentialsWithoutTls(url.shown()));
      }
      credential.ifPresent(found ->
          transport.setCredentialsProvider(
              new HostBoundCredentials(url, found, settings.credentialsWithoutTls())));
      return exchange.run();
    } finally {
      credential.ifPresent(GitCredential::close);
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
