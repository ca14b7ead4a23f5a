package dev.sealer.kube.controller;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds the term of a controller while it leads. Safe for use by several threads. */
public final class CurrentTerm<T extends LeaderTerm> {

  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable T term;

  /** Creates a holder without a term. */
  public CurrentTerm() {}

  /**
   * Starts a new term.
   *
   * @throws IllegalStateException if there is a term
   */
  public void begin(Supplier<T> terms) {
    lock.lock();
    try {
      if (term != null) {
        throw new IllegalStateException("already leading");
      }
      T next = terms.get();
      term = next;
      next.start();
    } finally {
      lock.unlock();
    }
  }

  /** Closes the term, if there is one, and returns when it is closed. */
  public void end() {
    lock.lock();
    try {
      T last = term;
      term = null;
      if (last != null) {
        last.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns the term; empty if this replica is not the leader. */
  public Optional<T> get() {
    return Optional.ofNullable(term);
  }
}
