package dev.sealer.sync.poll;

import dev.sealer.git.GitException;
import dev.sealer.git.GitSource;
import dev.sealer.git.RefTable;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.ReconcileLoop;
import dev.sealer.kube.reconcile.ReconcileQueue;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.sync.poll.RefSubscriptions.Subscription;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Asks each repository for its refs once per interval, whatever the number of Applications, and
 * wakes only those whose revision names another commit than before. Pauses differ at random, so
 * that repositories of one server are not asked together, and grow while a repository gives no
 * answer. Thread-safe.
 */
public final class RepositoryPoller implements AutoCloseable {

  private static final int WORKERS = 4;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
  private static final double SPREAD = 0.1;

  private final GitSource git;
  private final Duration interval;
  private final Consumer<ObjectKey> wake;
  private final RandomGenerator random;
  private final ReconcileQueue queue;
  private final ReconcileLoop loop;
  private final RefSubscriptions subscriptions = new RefSubscriptions();
  private final Map<ObjectKey, Known> known = new ConcurrentHashMap<>();
  private final Set<ObjectKey> due = ConcurrentHashMap.newKeySet();

  /**
   * Asks nobody yet.
   *
   * @param interval how often a repository is asked
   * @param wake receives Applications whose revision moved, or whose repository went away or came
   *     back
   */
  public RepositoryPoller(
      GitSource git, Duration interval, Consumer<ObjectKey> wake, ControllerContext context) {
    this.git = git;
    this.interval = interval;
    this.wake = wake;
    this.random = context.platform().chance().of("poll");
    this.queue = context.queue();
    Reconciler poll = this::poll;
    this.loop =
        context.loop(
            ReconcileLoop.Settings.of("repository", WORKERS), queue, poll, context.ownWrites());
  }

  /**
   * The refs that a repository had last.
   *
   * @param failures how often in a row it gave no answer since
   */
  private record Known(RefTable refs, int failures) {}

  /**
   * A revision that an Application follows.
   *
   * @param found the commit that it leads to
   */
  public record Followed(RepositoryUrl url, ResolvedRevision found) {}

  /** Begins to ask. */
  public void start() {
    loop.start();
  }

  /**
   * Returns how old refs may be that an Application is compared with. They are as new as the last
   * poll.
   */
  public Duration maxAge() {
    return interval.multipliedBy(3);
  }

  /**
   * Notes all that an Application follows. A commit that the last poll did not know makes the
   * repository be asked at once, for those who follow it, too.
   *
   * @param tenant whose credentials read the repositories
   */
  public void follow(ObjectKey application, String tenant, List<Followed> all) {
    Map<Subscription, ResolvedRevision> now = new LinkedHashMap<>();
    for (Followed one : all) {
      if (one.found().ref().isPresent()) {
        now.put(
            new Subscription(application, one.url(), tenant, one.found().revision()), one.found());
      }
    }
    Set<ObjectKey> fresh = subscriptions.put(application, now.keySet());
    now.forEach((one, found) -> {
      Known last = known.get(one.repository());
      boolean moved = last != null && isMoved(last.refs(), found);
      if (moved) {
        due.addAll(subscriptions.others(one.repository()));
        queue.enqueueAll(subscriptions.others(one.repository()));
      }
      if (moved || fresh.contains(one.repository())) {
        queue.enqueue(one.repository());
      }
    });
  }

  private static boolean isMoved(RefTable refs, ResolvedRevision found) {
    return refs.find(found.revision()).filter(before -> before.sha().equals(found.sha())).isEmpty();
  }

  /** Forgets an Application that does not exist any more. */
  public void forget(ObjectKey application) {
    subscriptions.remove(application);
  }

  @Override
  public void close() {
    loop.close();
  }

  private Outcome poll(ObjectKey repository) {
    List<Subscription> all = subscriptions.of(repository);
    if (all.isEmpty()) {
      known.remove(repository);
      due.remove(repository);
      return Outcome.done();
    }
    Known before = known.getOrDefault(repository, new Known(new RefTable(Map.of()), 0));
    Duration maxAge = due.remove(repository) ? Duration.ZERO : interval.dividedBy(2);
    Subscription any = all.getFirst();
    try {
      RefTable now = git.forTenant(any.tenant()).refs(any.url(), maxAge);
      boolean isFirst = known.put(repository, new Known(now, 0)) == null;
      for (Subscription one : all) {
        boolean moved =
            !isFirst && !before.refs().find(one.revision()).equals(now.find(one.revision()));
        if (moved || before.failures() > 0) {
          wake.accept(one.application());
        }
      }
      return Outcome.requeueAfter(spread(interval));
    } catch (GitException e) {
      known.put(repository, new Known(before.refs(), before.failures() + 1));
      if (before.failures() == 0) {
        all.forEach(one -> wake.accept(one.application()));
      }
      return Outcome.requeueAfter(spread(pause(before.failures())));
    }
  }

  /** Returns ten seconds after the first failure, then twice as long each time, up to a poll. */
  private Duration pause(int failures) {
    Duration pause = FIRST_RETRY;
    for (int i = 0; i < failures && pause.compareTo(interval) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(interval) < 0 ? pause : interval;
  }

  private Duration spread(Duration pause) {
    return Duration.ofNanos(
        (long) (pause.toNanos() * (1 - SPREAD + 2 * SPREAD * random.nextDouble())));
  }
}
