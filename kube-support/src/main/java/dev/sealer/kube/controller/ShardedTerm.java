package dev.sealer.kube.controller;

import dev.sealer.kube.leader.LeaderElection;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Holds the term of a controller while it leads at least one shard. There is one term for all
 * shards that it leads; when they change, it is closed and another one begins. Safe for use by
 * several threads.
 */
public final class ShardedTerm<T extends LeaderTerm> {

  private final Function<Set<Integer>, T> terms;
  private final CurrentTerm<T> term = new CurrentTerm<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private final Set<Integer> led = new TreeSet<>();

  /**
   * Creates a holder without a term.
   *
   * @param terms creates the term of some shards
   */
  public ShardedTerm(Function<Set<Integer>, T> terms) {
    this.terms = terms;
  }

  /** Returns what begins and ends to lead a shard. */
  public LeaderElection.Leadership shard(int shard) {
    return new LeaderElection.Leadership() {
      @Override
      public void started() {
        lead(Set.of(shard));
      }

      @Override
      public void stopped() {
        change(() -> led.remove(shard));
      }
    };
  }

  /** Leads some shards in addition to those that are led already. */
  public void lead(Collection<Integer> shards) {
    change(() -> led.addAll(shards));
  }

  /** Leads no shard, and returns when the term is closed. */
  public void end() {
    change(() -> led.removeAll(Set.copyOf(led)));
  }

  /** Returns the term; empty if no shard is led. */
  public Optional<T> get() {
    return term.get();
  }

  private void change(BooleanSupplier shards) {
    lock.lock();
    try {
      if (shards.getAsBoolean()) {
        term.end();
        if (!led.isEmpty()) {
          Set<Integer> now = Set.copyOf(led);
          term.begin(() -> terms.apply(now));
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
