package dev.sealer.kube.reconcile;

import dev.sealer.kube.ObjectKey;

/**
 * Brings one object from where it is to where it should be.
 *
 * <p>Level-based: the key is all it gets, and it reads the present state itself, which may be "the
 * object is gone". It runs on a virtual thread and may block; the loop never runs the same key
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
