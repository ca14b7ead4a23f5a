package dev.sealer.kube.leader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ReadResult;
import dev.sealer.kube.apply.Target;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a Lease, or waits for it, and says so.
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
  private static final ResourceType LEASE =
      new ResourceType("coordination.k8s.io", "v1", "Lease", "leases", true);
  private static final String FIELD_MANAGER = "sealer-leader-election";
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * Which Lease, as whom, and how fast.
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

    /** 15, 10 and 2 seconds, as the controllers of Kubernetes have it. */
    public static Settings of(ObjectKey lease, String identity) {
      return new Settings(
          lease, identity, Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }
  }

  /** What a leader does. Both are called one after the other, on one thread for a term. */
  public interface Leadership {

    /** We lead. Starts the work and returns soon. */
    void started();

    /** We no longer lead, or are closing. Stops the work and returns when it has stopped. */
    void stopped();
  }

  private final Settings settings;
  private final ClusterObjects cluster;
  private final Leadership leadership;
  private final InstantSource wall;
  private final LongSupplier monotonic;
  private final LeaseObserver observer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread elector;
  private final Thread terms;
  private boolean holding;
  private boolean inTerm;
  private boolean closed;
  private long renewedAt;

  /**
   * An election that has not begun.
   *
   * @param wall for the times written into the Lease
   * @param monotonic in nanoseconds, for all that is decided; {@code System::nanoTime}
   */
  public LeaderElection(
      Settings settings,
      ClusterObjects cluster,
      Leadership leadership,
      InstantSource wall,
      LongSupplier monotonic) {
    this.settings = settings;
    this.cluster = cluster;
    this.leadership = leadership;
    this.wall = wall;
    this.monotonic = monotonic;
    this.observer = new LeaseObserver(settings.identity());
    this.elector = Thread.ofVirtual().name("leader-election").unstarted(this::elect);
    this.terms = Thread.ofVirtual().name("leader-term").unstarted(this::runTerms);
  }

  /** Enters the election and returns at once. Called once. */
  public void start() {
    elector.start();
    terms.start();
  }

  /** Whether this process leads now. */
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
    lock.lock();
    try {
      held = holding;
      closed = true;
      holding = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    elector.interrupt();
    try {
      if (terms.isAlive() && !terms.join(CLOSE_PATIENCE)) {
        LOG.warn(
            "the leader's work did not stop within {}; the lease is left to run out",
            CLOSE_PATIENCE);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (held && ended(elector)) {
      release();
    }
  }

  /** A renewal still under way would take back what is released. */
  private static boolean ended(Thread thread) {
    try {
      return !thread.isAlive() || thread.join(AFTER_INTERRUPT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void elect() {
    while (!isClosed()) {
      long began = monotonic.getAsLong();
      // After a lost term the Lease is left alone until its work has stopped.
      if (mayTry() && tryHold()) {
        held(began);
      }
      try {
        Thread.sleep(settings.retry());
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
        long left = renewedAt + settings.deadline().toNanos() - monotonic.getAsLong();
        if (left <= 0) {
          LOG.warn(
              "{}: not renewed for {}, giving up the lead", settings.lease(), settings.deadline());
          holding = false;
        } else {
          long _ = changed.awaitNanos(left);
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
      // A renewal that was under way while the term was lost comes too late for it.
      if (!closed && (holding || !inTerm)) {
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

  private boolean tryHold() {
    return switch (cluster.read(target())) {
      case ReadResult.Missing() -> create();
      case ReadResult.Found found -> tryHold(LeaseView.of(found.object()));
      case WriteResult.Refused refused -> {
        LOG.warn("{}: the lease cannot be read: {}", settings.lease(), refused.message());
        yield false;
      }
      case WriteResult.Unreachable u -> {
        LOG.debug("{}: {}", settings.lease(), u.message());
        yield false;
      }
    };
  }

  private boolean tryHold(LeaseView seen) {
    if (!observer.mayHold(seen, monotonic.getAsLong())) {
      lost();
      return false;
    }
    boolean ours = seen.holder().equals(settings.identity());
    String now = now();
    ObjectNode spec =
        spec(now)
            .put("acquireTime", ours && !seen.acquired().isEmpty() ? seen.acquired() : now)
            .put("leaseTransitions", ours ? seen.transitions() : seen.transitions() + 1);
    return write(patch(seen.resourceVersion(), spec));
  }

  private boolean create() {
    ObjectNode lease = Json.object();
    lease.putObject("metadata").put("name", settings.lease().name());
    String now = now();
    lease.set("spec", spec(now).put("acquireTime", now).put("leaseTransitions", 0));
    return took(cluster.create(LEASE, settings.lease().namespace(), lease, FIELD_MANAGER));
  }

  private boolean write(ObjectNode patch) {
    return took(cluster.mergePatch(target(), patch, FIELD_MANAGER));
  }

  private boolean took(WriteResult result) {
    return switch (result) {
      case WriteResult.Applied a -> true;
      case WriteResult.Refused refused -> {
        LOG.warn("{}: the lease cannot be written: {}", settings.lease(), refused.message());
        yield false;
      }
      case WriteResult.Stale s -> false;
      case WriteResult.Conflict c -> false;
      case WriteResult.Unreachable u -> false;
    };
  }

  private void release() {
    if (cluster.read(target()) instanceof ReadResult.Found found) {
      LeaseView seen = LeaseView.of(found.object());
      if (seen.holder().equals(settings.identity())) {
        ObjectNode spec = spec(now()).put("holderIdentity", "").put("leaseDurationSeconds", 1);
        boolean _ = write(patch(seen.resourceVersion(), spec));
      }
    }
  }

  private static ObjectNode patch(String resourceVersion, ObjectNode spec) {
    ObjectNode patch = Json.object();
    patch.putObject("metadata").put("resourceVersion", resourceVersion);
    patch.set("spec", spec);
    return patch;
  }

  private ObjectNode spec(String now) {
    return Json.object()
        .put("holderIdentity", settings.identity())
        .put("leaseDurationSeconds", Math.toIntExact(settings.duration().toSeconds()))
        .put("renewTime", now);
  }

  private String now() {
    Instant instant = wall.instant();
    return MICRO_TIME.format(instant);
  }

  private Target target() {
    return new Target(LEASE, settings.lease());
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
