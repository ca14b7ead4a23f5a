package dev.sealer.kube.reconcile;

import dev.sealer.kube.ObjectKey;

/**
 * Makes one object what is desired.
 *
 * <p>Level-based: the key is all it gets, and it reads the present state itself; the object may
 * have been deleted. It runs on a virtual thread and may block; the loop never runs the same key
 * twice at a time. It may be interrupted when the loop is closed.
 */
@FunctionalInterface
public interface Reconciler {

  /**
   * Runs once for {@code key}.
   *
   * <p>An exception counts as {@link Outcome.Retry}; its message is not logged, because it may hold
   * what was being handled.
   */
  Outcome reconcile(ObjectKey key);
}
