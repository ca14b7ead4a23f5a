package dev.sealer.kube.leader;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Threads;
import dev.sealer.kube.platform.Time;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acquires and holds a Lease, and notifies about both.
 *
 * <p>Guarantees: {@link Leadership#stopped} is called when the Lease was not renewed for the
 * deadline, also while a call to the API server hangs, and then the election is entered again; the
 * process is never ended; terms do not overlap in this process. A Lease does not fence: between the
 * deadline and the end of {@code stopped} an old leader may still write, which is why writes carry
 * what they were planned against.
 *
 * <p>The client library's elector is not used: it compares the other's clock with its own, calls
 * back on the thread that renews, and a hanging renewal outlives the Lease.
 */
public final class LeaderElection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

  /**
   * The settings of an election.
   *
   * @param lease namespace and name
   * @param identity unique to this process
   * @param duration after which others may take an unrenewed Lease
   * @param deadline after which an unrenewed leader stops; shorter than {@code duration} by the
   *     time that stopping takes
   * @param retry between two tries
   */
  public record Settings(
      ObjectKey lease, String identity, Duration duration, Duration deadline, Duration retry) {

    /** Checks that {@code retry < deadline < duration}. */
    public Settings {
      if (retry.compareTo(deadline) >= 0 || deadline.compareTo(duration) >= 0) {
        throw new IllegalArgumentException("leader election needs retry < deadline < duration");
      }
    }

    /** Returns these settings for another Lease. */
    Settings with(ObjectKey other) {
      return new Settings(other, identity, duration, deadline, retry);
    }

    /** 15, 10 and 2 seconds, as the controllers of Kubernetes have it. */
    public static Settings of(ObjectKey lease, String identity) {
      return new Settings(
          lease, identity, Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }
  }

  /** Receives the start and the end of a term, one after the other, on one thread per term. */
  public interface Leadership {

    /** We lead. Starts the work and returns soon. */
    void started();

    /** We no longer lead, or are closing. Stops the work and returns when it has stopped. */
    void stopped();
  }

  private final Settings settings;
  private final LeaseHold hold;
  private final Leadership leadership;
  private final Threads threads;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Thread elector;
  private @Nullable Thread terms;
  private boolean holding;
  private boolean inTerm;
  private boolean closed;
  private long renewedAt;

  /** Creates an election that has not started. */
  public LeaderElection(
      Settings settings, ClusterObjects cluster, Leadership leadership, Platform platform) {
    this.settings = settings;
    this.hold = new LeaseHold(settings, cluster, platform.time());
    this.leadership = leadership;
    this.threads = platform.threads();
    this.time = platform.time();
  }

  /** Enters the election and returns at once. Called once, and not after {@link #close}. */
  public void start() {
    lock.lock();
    try {
      if (closed || elector != null) {
        throw new IllegalStateException(settings.lease() + ": the election was entered before");
      }
      elector = threads.start("leader-election", this::elect);
      terms = threads.start("leader-term", this::runTerms);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the leader, if it is another one, to end its term in favor of this process. Whether it
   * does is seen by {@link Leadership#started}.
   */
  public void ask() {
    hold.ask();
  }

  /** Returns the identity of the leader as last seen; empty if there was none. */
  public String leader() {
    return isLeader() ? settings.identity() : hold.holder();
  }

  /** Returns whether this process is the leader. */
  public boolean isLeader() {
    lock.lock();
    try {
      return inTerm && holding;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the term, if there is one, waits for {@link Leadership#stopped}, gives the Lease back. */
  @Override
  public void close() {
    boolean held;
    Thread electing;
    Thread leading;
    lock.lock();
    try {
      electing = elector;
      leading = terms;
      held = holding;
      closed = true;
      holding = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (electing == null || leading == null) {
      return;
    }
    electing.interrupt();
    try {
      if (!time.join(leading, CLOSE_PATIENCE)) {
        LOG.warn(
            "the leader's work did not stop within {}; the lease is left to run out",
            CLOSE_PATIENCE);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (held && ended(electing)) {
      hold.release();
    }
  }

  /** A renewal still under way would take back what is released. */
  private boolean ended(Thread thread) {
    try {
      return time.join(thread, AFTER_INTERRUPT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void elect() {
    while (!isClosed()) {
      long began = time.nanos();
      // After a lost term the Lease is left alone until its work has stopped.
      if (mayTry()) {
        switch (hold.tryHold()) {
          case HELD -> held(began);
          case HELD_BY_OTHER -> lost();
          case WANTED -> giveUp();
          case UNKNOWN -> LOG.debug("{}: not renewed this time", settings.lease());
        }
      }
      try {
        time.sleep(settings.retry());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void runTerms() {
    while (awaitHolding()) {
      LOG.info("{}: leading as {}", settings.lease(), settings.identity());
      guarded("starting", leadership::started);
      awaitLoss();
      LOG.info("{}: no longer leading", settings.lease());
      guarded("stopping", leadership::stopped);
      endTerm();
    }
  }

  private boolean awaitHolding() {
    lock.lock();
    try {
      while (!holding && !closed) {
        changed.awaitUninterruptibly();
      }
      inTerm = !closed;
      return inTerm;
    } finally {
      lock.unlock();
    }
  }

  private void awaitLoss() {
    lock.lock();
    try {
      while (holding && !closed) {
        long left = renewedAt + settings.deadline().toNanos() - time.nanos();
        if (left <= 0) {
          LOG.warn(
              "{}: not renewed for {}, giving up the lead", settings.lease(), settings.deadline());
          holding = false;
        } else {
          time.await(lock, changed, left);
        }
      }
    } catch (InterruptedException e) {
      holding = false;
    } finally {
      lock.unlock();
    }
  }

  private void endTerm() {
    lock.lock();
    try {
      inTerm = false;
    } finally {
      lock.unlock();
    }
  }

  private void held(long began) {
    lock.lock();
    try {
      // A try that took too long to answer, or was under way while the term was lost, counts for
      // nothing: what it wrote may have run out by now.
      boolean inTime = time.nanos() - began < settings.deadline().toNanos();
      if (!closed && inTime && (holding || !inTerm)) {
        holding = true;
        renewedAt = began;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void lost() {
    lock.lock();
    try {
      holding = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the term; the Lease is given back once its work has stopped. */
  private void giveUp() {
    boolean over;
    lock.lock();
    try {
      over = !holding && !inTerm;
      holding = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (over) {
      LOG.info("{}: given to a replica that leads less", settings.lease());
      hold.release();
    }
  }

  private boolean mayTry() {
    lock.lock();
    try {
      return holding || !inTerm;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void guarded(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      LOG.error("{} the leader's work failed", what, failure);
      lost();
    }
  }
}
