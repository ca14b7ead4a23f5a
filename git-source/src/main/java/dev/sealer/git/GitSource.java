package dev.sealer.git;

import java.time.Duration;
import java.util.List;

/**
 * Reads Git repositories. All callers in a process share one instance, and with it one poll per
 * repository and one copy of its objects on disk.
 *
 * <p>Safe for use by several threads. Every method throws {@link GitException}, whose {@link
 * GitFailure} says what was wrong and can be shown to a user.
 */
public interface GitSource extends AutoCloseable {

  /**
   * Returns this source for one tenant. Tenants share no credential, no list of refs and no copy on
   * disk: naming a URL does not give access to what another tenant's credential has fetched.
   *
   * @param tenant such as a project; empty for none
   * @return a view that is closed with this source and need not be closed itself
   */
  GitSource forTenant(String tenant);

  /**
   * Finds the commit that a revision names.
   *
   * <p>Branches, tags and {@code HEAD} are looked up in the repository's list of refs, which is
   * asked for at most once per {@code maxAge} whatever the number of callers; a full SHA needs no
   * list at all.
   *
   * @param url the repository
   * @param revision a branch, a tag (annotated ones give the commit they point at), a full ref name
   *     ({@code refs/heads/…}, {@code refs/tags/…}), a full or an abbreviated commit SHA, or {@code
   *     HEAD}; empty means {@code HEAD}
   * @param maxAge how old the list of refs may be; zero asks the server now
   * @return the commit's full SHA and the ref that named it
   * @throws GitException when the repository cannot be read or has no such revision
   */
  ResolvedRevision resolve(RepositoryUrl url, String revision, Duration maxAge);

  /**
   * The branches and tags of a repository, and its HEAD; of a repository on this machine's disk
   * also the branches that it remembers of others ({@code refs/remotes/…}).
   *
   * @param maxAge how old the list may be; zero asks the server now
   * @throws GitException when the repository cannot be read
   */
  RefTable refs(RepositoryUrl url, Duration maxAge);

  /**
   * Fetches all that {@link #refs} lists in one exchange, for a caller who will open many of them.
   *
   * @throws GitException when the repository cannot be read
   */
  void fetchAll(RepositoryUrl url);

  /**
   * Opens the tree of a commit, and fetches the commit first when it is not on disk yet.
   *
   * @return a handle that keeps the commit on disk until it is closed
   * @throws GitException when the commit cannot be had
   */
  GitTree open(RepositoryUrl url, ResolvedRevision revision);

  /**
   * Returns what a user must know about the way in which a repository was read last, one line each.
   */
  default List<String> warnings(RepositoryUrl url) {
    return List.of();
  }

  /**
   * Waits for running work and releases what it holds; the copies on disk stay for the next start.
   */
  @Override
  void close();
}
