package dev.sealer.sync.plan.operation;

import dev.sealer.crds.argoproj.ApplicationSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The revision and source that a sync applies.
 *
 * @param revision the SHA of a commit; empty if it is not known
 * @param source null where a status that another program wrote names none
 * @param content equal for equal input of one source in several commits; empty if it is not known
 */
public record SyncTarget(String revision, @Nullable ApplicationSource source, String content) {

  /** Returns a target of unknown content. */
  public SyncTarget(String revision, @Nullable ApplicationSource source) {
    this(revision, source, "");
  }

  /** Returns whether a sync of it applies the same: commits of other directories do not count. */
  public boolean isSameAs(SyncTarget other) {
    boolean sameContent = !content.isEmpty() && content.equals(other.content);
    return Objects.equals(source, other.source) && (revision.equals(other.revision) || sameContent);
  }
}
