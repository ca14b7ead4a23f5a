package dev.sealer.git.jgit;

import dev.sealer.git.GitClock;
import dev.sealer.git.GitCredentialLookup;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.GitObserver;
import dev.sealer.git.GitSettings;
import dev.sealer.git.GitSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RefTable;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@link GitSource} by JGit, in this process. */
public final class JGitSource implements GitSource {

  private final GitSettings settings;
  private final String tenant;
  private final Remote remote;
  private final Polls polls;
  private final MirrorCache mirrors;

  private JGitSource(
      GitSettings settings, String tenant, Remote remote, Polls polls, MirrorCache mirrors) {
    this.settings = settings;
    this.tenant = tenant;
    this.remote = remote;
    this.polls = polls;
    this.mirrors = mirrors;
  }

  /**
   * Opens a source over a folder that no other process uses. From then on JGit in this process
   * reads no configuration of the machine or the user.
   */
  public static JGitSource open(
      GitSettings settings, GitCredentialLookup credentials, GitObserver observer, GitClock clock) {
    IsolatedSystemReader.install();
    return new JGitSource(
        settings,
        "",
        new Remote(settings, credentials, observer, clock.nanos()),
        new Polls(settings.failureMemory(), clock.nanos()),
        new MirrorCache(settings, clock.wall()));
  }

  @Override
  public GitSource forTenant(String name) {
    return new JGitSource(settings, name, remote.forTenant(name), polls, mirrors);
  }

  @Override
  public ResolvedRevision resolve(RepositoryUrl url, String revision, Duration maxAge) {
    allowed(url);
    String asked = revision.isEmpty() ? "HEAD" : revision;
    String lower = asked.toLowerCase(Locale.ROOT);
    if (RefTable.isFullSha(lower)) {
      return new ResolvedRevision(asked, lower, Optional.empty());
    }
    Optional<ResolvedRevision> named = polls.refs(remote, url, tenant, maxAge).find(asked);
    if (named.isPresent()) {
      return named.get();
    }
    if (!RefTable.mayBeShortSha(asked)) {
      throw new GitException(new GitFailure.NoSuchRevision(url.shown(), asked));
    }
    try {
      return new ResolvedRevision(
          asked, mirrors.acquire(url, tenant).expand(remote, lower), Optional.empty());
    } finally {
      mirrors.release(url, tenant);
    }
  }

  @Override
  public RefTable refs(RepositoryUrl url, Duration maxAge) {
    allowed(url);
    return polls.refs(remote, url, tenant, maxAge);
  }

  @Override
  public void fetchAll(RepositoryUrl url) {
    allowed(url);
    try {
      mirrors.acquire(url, tenant).fetchAll(remote);
    } finally {
      mirrors.release(url, tenant);
    }
  }

  @Override
  public GitTree open(RepositoryUrl url, ResolvedRevision revision) {
    allowed(url);
    Mirror mirror = mirrors.acquire(url, tenant);
    try {
      mirror.require(remote, revision);
      return JGitTree.open(
          url,
          mirror.repository(),
          revision.sha(),
          settings.snapshotLimitBytes(),
          () -> mirrors.release(url, tenant));
    } catch (GitException e) {
      mirrors.release(url, tenant);
      throw e;
    }
  }

  @Override
  public List<String> warnings(RepositoryUrl url) {
    return remote.isUnverified(url)
        ? List.of(
            "the certificate of repository "
                + url.shown()
                + " is not checked, because its Secret says insecure: \"true\"")
        : List.of();
  }

  @Override
  public void close() {
    mirrors.close();
  }

  private void allowed(RepositoryUrl url) {
    if (url.isFile() && !settings.fileUrls()) {
      throw new GitException(
          new GitFailure.UnusableUrl(url.shown(), "file URLs are switched off here"));
    }
  }
}
