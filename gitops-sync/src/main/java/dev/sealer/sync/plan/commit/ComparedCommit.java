package dev.sealer.sync.plan.commit;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The commit that an Application was last compared with. Times are readings of one monotonic clock,
 * in nanoseconds.
 *
 * @param repository equal for equal repositories
 * @param project equal for Applications that share a list of refs
 * @param revision as the source names it
 * @param sha the commit
 * @param refsReadFrom when reading the refs began; empty if the commit is not the one that the spec
 *     names, as while an older sync runs
 * @param since when it was first known to be that commit
 */
public record ComparedCommit(
    String repository,
    String project,
    String revision,
    String sha,
    OptionalLong refsReadFrom,
    long since) {

  /** Returns the next one, which may be of the same commit. */
  public ComparedCommit followedBy(ComparedCommit next) {
    return isSameCommit(next)
        ? new ComparedCommit(repository, next.project, next.revision, sha, next.refsReadFrom, since)
        : next;
  }

  boolean isSameCommit(ComparedCommit other) {
    return repository.equals(other.repository) && sha.equals(other.sha);
  }

  /**
   * Returns whether this comparison knows everything that is in the commit of another one: it is of
   * the same commit, or of what the repository held later.
   *
   * @param maxAge how old refs may be that another project has read
   */
  public boolean isAsNewAs(ComparedCommit other, Duration maxAge) {
    if (!repository.equals(other.repository)) {
      return false;
    }
    if (sha.equals(other.sha)) {
      return true;
    }
    // Projects have their own credentials, and so their own lists of refs.
    long slack = project.equals(other.project) ? 0 : maxAge.toNanos();
    return refsReadFrom.isPresent() && refsReadFrom.getAsLong() - other.since > slack;
  }
}
