package dev.sealer.sync.live;

import dev.sealer.kube.ObjectKey;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.LiveFacts;
import java.util.Optional;
import java.util.Set;

/**
 * The facts that are kept of an object of the cluster, and never its content.
 *
 * @param application the Application that it says it belongs to
 * @param marks how a sync marked it if it is a hook, and whether it has an owner
 * @param summary empty for an object that belongs to no Application
 */
public record LiveObject(
    ResourceId id,
    String uid,
    String resourceVersion,
    Optional<ObjectKey> application,
    Set<HookMark> marks,
    Optional<Summary> summary) {

  /** Copies the marks. */
  public LiveObject {
    marks = Set.copyOf(marks);
  }

  /** A mark that a sync leaves on a hook, or that another object leaves on what it owns. */
  public enum HookMark {
    /** It has the finalizer that keeps it until its result is known. */
    HAS_FINALIZER,
    /** It names the operation that made it: those of Argo CD, with the same finalizer, do not. */
    NAMES_OPERATION,
    /** It was created paused and does not run yet. */
    IS_PAUSED,
    /** Another object owns it. */
    HAS_OWNER
  }

  /**
   * The facts by which an object is compared and planned.
   *
   * @param content equal as long as only the status changes
   * @param owned a keyed hash of the fields that Sealer owns and of their values; empty if it owns
   *     none, and for a Secret, whose values are not sent here
   */
  public record Summary(LiveFacts facts, String content, String owned) {

    /** Returns whether a comparison with the other state still holds for this one. */
    boolean comparesLike(Summary other) {
      return content.equals(other.content)
          && owned.equals(other.owned)
          && facts.managers().equals(other.facts.managers());
    }

    private boolean behavesLike(Summary other) {
      return comparesLike(other)
          && facts.health().map(Health::status).equals(other.facts.health().map(Health::status))
          && facts.deletion().equals(other.facts.deletion());
    }
  }

  /** Returns whether the marks are all there. */
  boolean has(HookMark one, HookMark other) {
    return marks.contains(one) && marks.contains(other);
  }

  /** The changes that an object can make, by how soon its Application is to learn of them. */
  enum Change {
    /** It is as it was, for all that is kept of it. */
    NONE,
    /** The message of its health is another one, and its health is the same. */
    OF_MESSAGE,
    /** It differs, does otherwise, or belongs to somebody else. */
    OF_STATE
  }

  /** Returns how it has changed since another state of it. */
  Change since(LiveObject old) {
    boolean same =
        uid.equals(old.uid)
            && marks.equals(old.marks)
            && application.equals(old.application)
            && summary.isPresent()
            && old.summary.filter(summary.get()::behavesLike).isPresent();
    if (!same) {
      return Change.OF_STATE;
    }
    return health(this).equals(health(old)) ? Change.NONE : Change.OF_MESSAGE;
  }

  private static Optional<Health> health(LiveObject object) {
    return object.summary.flatMap(found -> found.facts().health());
  }
}
