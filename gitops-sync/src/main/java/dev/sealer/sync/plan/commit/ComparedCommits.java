package dev.sealer.sync.plan.commit;

import java.time.Duration;
import java.util.List;

/** The commits of all sources that an Application was last compared with. */
public record ComparedCommits(List<ComparedCommit> all) {

  /** Copies the list. */
  public ComparedCommits {
    all = List.copyOf(all);
  }

  /** Returns the next ones, which may be of the same commits. */
  public ComparedCommits followedBy(ComparedCommits next) {
    return new ComparedCommits(next.all.stream().map(this::followedBy).toList());
  }

  private ComparedCommit followedBy(ComparedCommit next) {
    return all.stream()
        .filter(before -> before.isSameCommit(next))
        .findFirst()
        .map(before -> before.followedBy(next))
        .orElse(next);
  }

  /** Returns whether one of the commits is of a repository. */
  public boolean knows(String repository) {
    return all.stream().anyMatch(one -> one.repository().equals(repository));
  }

  /**
   * Returns whether an Application with these sources may not know yet what is in a commit.
   *
   * @param maxAge how old refs may be that another project has read
   */
  public boolean isBehind(ComparedCommit other, Duration maxAge) {
    return all.stream()
        .filter(one -> one.repository().equals(other.repository()))
        .anyMatch(one -> !one.isAsNewAs(other, maxAge));
  }
}
