package dev.sealer.sync.engine;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Time;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.plan.operation.SyncTarget;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides when a status shows a commit that changes nothing of its Application. Hundreds of
 * Applications can share a repository: their statuses are written within minutes, not all at once.
 * Remembers what it has shown, so after a restart every commit is shown at once. Thread-safe.
 */
final class RevisionDisplay {

  private final Time time;
  private final Duration spread;
  private final Map<ObjectKey, Shown> shown = new ConcurrentHashMap<>();

  /**
   * Has shown nothing yet.
   *
   * @param spread over how long the writes for one commit are spread
   */
  RevisionDisplay(Time time, Duration spread) {
    this.time = time;
    this.spread = spread;
  }

  /**
   * The commits that a status shows.
   *
   * @param newerSince when a newer commit was first seen; empty if there is none
   */
  private record Shown(SyncTarget target, Optional<Long> newerSince) {}

  /**
   * Returns how long a commit need not be shown, if nothing else is to be written; zero when it is
   * due.
   */
  Duration left(ApplicationView view, SyncTarget current) {
    Shown now =
        shown.computeIfPresent(
            view.key(),
            (_, known) ->
                known.newerSince().isPresent() || known.target().equals(current)
                    ? known
                    : new Shown(known.target(), Optional.of(time.nanos())));
    boolean defers =
        now != null
            && now.newerSince().isPresent()
            && view.refresh().isEmpty()
            && now.target().isSameAs(current)
            && now.target().commits().equals(view.shownCommits());
    if (!defers) {
      return Duration.ZERO;
    }
    long waited = time.nanos() - now.newerSince().orElseThrow();
    Duration left = offset(view.key()).minusNanos(waited);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Notes what a status shows now. */
  void shows(ObjectKey application, SyncTarget target) {
    shown.compute(
        application,
        (_, before) ->
            before != null && before.target().equals(target) && before.newerSince().isEmpty()
                ? before
                : new Shown(target, Optional.empty()));
  }

  /** Forgets an Application that does not exist any more. */
  void forget(ObjectKey application) {
    shown.remove(application);
  }

  private Duration offset(ObjectKey application) {
    // Names that differ in one digit must not follow each other: the hash is mixed.
    int mixed = application.hashCode() * 0x9E3779B9;
    return spread.multipliedBy(mixed >>> 16).dividedBy(1 << 16);
  }
}
