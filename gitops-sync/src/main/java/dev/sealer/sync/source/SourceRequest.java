package dev.sealer.sync.source;

import dev.sealer.crds.argoproj.Operation;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.spec.SourceSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sources and revisions to read.
 *
 * @param revisions of each source, a branch, a tag or a commit; an empty one means HEAD
 * @param maxAge the maximum age of cached refs
 */
public record SourceRequest(SourceSet sources, List<String> revisions, Duration maxAge) {

  /** Copies the list. */
  public SourceRequest {
    revisions = List.copyOf(revisions);
  }

  /** Returns what the spec names. */
  public static SourceRequest ofSpec(ApplicationView view, Duration maxAge) {
    return new SourceRequest(view.sources(), view.sources().revisions(), maxAge);
  }

  /**
   * Returns what an Application is to be compared with: a sync that runs is of the sources and
   * commits it began with, and one that was requested of those that it names.
   */
  public static SourceRequest of(ApplicationView view, Duration maxAge) {
    Optional<SyncOperation> pinned = view.lastOperation().filter(SourceRequest::isPinned);
    if (pinned.isEmpty()) {
      Operation.Sync asked = view.operation().map(Operation::sync).orElse(null);
      return requested(view, asked, maxAge);
    }
    SyncTarget target = pinned.get().target();
    return target.commits().isEmpty() || target.sources().isEmpty()
        ? requested(view, pinned.get().request().sync(), maxAge)
        : new SourceRequest(target.sources(), target.commits(), maxAge);
  }

  /** Returns whether a sync keeps to its commits: an automated one that is tried again does not. */
  public static boolean isPinned(SyncOperation operation) {
    return operation.isActive() && !(operation.awaitsRetry() && operation.isAutomated());
  }

  private static SourceRequest requested(
      ApplicationView view, Operation.@Nullable Sync sync, Duration maxAge) {
    SourceSet own =
        sync == null ? SourceSet.of(null, List.of()) : SourceSet.of(sync.source(), sync.sources());
    SourceSet sources = own.isEmpty() ? view.sources() : own;
    List<String> revisions = new ArrayList<>(sources.revisions());
    if (sync != null) {
      List<String> named =
          SyncTarget.of(sources.source(), sources.sources(), sync.revision(), sync.revisions())
              .commits();
      for (int i = 0; i < named.size() && i < revisions.size(); i++) {
        if (!named.get(i).isEmpty()) {
          revisions.set(i, named.get(i));
        }
      }
    }
    return new SourceRequest(sources, revisions, maxAge);
  }

  /** Returns whether it is of what the spec names, and not of something older. */
  public boolean isOfSpec(ApplicationView view) {
    return sources.equals(view.sources()) && revisions.equals(sources.revisions());
  }

  /** Returns what a sync of it would apply, before it was read. */
  public SyncTarget target() {
    return SyncTarget.of(sources);
  }
}
