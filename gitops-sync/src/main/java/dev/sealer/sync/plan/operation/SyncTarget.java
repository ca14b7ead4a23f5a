package dev.sealer.sync.plan.operation;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.sync.plan.spec.SourceSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sources that a sync applies, and their commits.
 *
 * @param sources empty where a status that another program wrote names none
 * @param commits the SHA of each source; empty if they are not known
 * @param key identifies the content
 */
public record SyncTarget(SourceSet sources, List<String> commits, TargetKey key) {

  /** Copies the list. */
  public SyncTarget {
    commits = List.copyOf(commits);
  }

  /** Returns a target of unknown commits. */
  public static SyncTarget of(SourceSet sources) {
    return new SyncTarget(sources, List.of(), TargetKey.UNKNOWN);
  }

  /** Returns a target of unknown content, from the fields of a status; the lists win. */
  public static SyncTarget of(
      @Nullable ApplicationSource source,
      List<ApplicationSource> sources,
      @Nullable String revision,
      List<String> revisions) {
    SourceSet set = SourceSet.of(source, sources);
    List<String> single = revision == null || revision.isEmpty() ? List.of() : List.of(revision);
    return new SyncTarget(set, set.isList() ? revisions : single, TargetKey.UNKNOWN);
  }

  /** Returns the same target with its key. */
  public SyncTarget with(TargetKey known) {
    return new SyncTarget(sources, commits, known);
  }

  /** Returns a target of the same content at other commits. */
  public SyncTarget at(List<String> others) {
    return new SyncTarget(sources, others, key);
  }

  /** Returns the content of a field {@code revision}; empty if it is not known or a list. */
  public String revision() {
    return sources.isList() || commits.isEmpty() ? "" : commits.getFirst();
  }

  /** Returns the content of a field {@code revisions}; empty if it is not known or not a list. */
  public List<String> revisions() {
    return sources.isList() ? commits : List.of();
  }

  /** Returns the first commit; empty if it is not known. */
  public String firstCommit() {
    return commits.isEmpty() ? "" : commits.getFirst();
  }

  /** Returns all commits, for a message. */
  public String shown() {
    return String.join(", ", commits);
  }

  /** Returns whether a sync of it applies the same: commits of other directories do not count. */
  public boolean isSameAs(SyncTarget other) {
    boolean sameCommits = sources.equals(other.sources) && commits.equals(other.commits);
    return sameCommits || key.isSameAs(other.key);
  }
}
