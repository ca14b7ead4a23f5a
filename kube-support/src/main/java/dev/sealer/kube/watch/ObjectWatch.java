package dev.sealer.kube.watch;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Platform;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * A running list and watch with its store of what it saw.
 *
 * <p>It heals itself: refused, broken and expired watches are started again with a growing delay.
 * Safe for use by several threads.
 *
 * @param <T> what is stored; treat it as read-only
 */
public interface ObjectWatch<T> extends AutoCloseable {

  /** Begins to watch, on threads of {@code platform}, and returns at once. Called once. */
  void start(Platform platform);

  /**
   * Returns whether the first list is in the cache and its handlers have run, in every namespace
   * watched. Stays true once it was.
   */
  boolean synced();

  /**
   * Waits until {@link #synced} or for {@code patience}, whichever is first.
   *
   * @return whether it is synced
   * @throws IllegalStateException if the watch was not started
   */
  boolean awaitSynced(Duration patience) throws InterruptedException;

  /** Returns why the last attempt to list or watch failed; empty if it succeeded. */
  Optional<String> problem();

  /**
   * Returns the resourceVersion that {@code namespace} was last seen at, by a list, an event or a
   * bookmark: the store holds everything up to it. Empty before the first list and for a namespace
   * that is not watched.
   */
  String seenVersion(String namespace);

  /** The object as last seen. */
  Optional<T> get(ObjectKey key);

  /** Returns all objects as last seen, in no order. */
  Collection<T> list();

  /**
   * Returns whether the store is as new as a watch can be: it is synced, and nothing failed since.
   */
  default boolean isCurrent() {
    return synced() && problem().isEmpty();
  }

  /** Ends the watch; the store stays readable. */
  @Override
  void close();
}
