package dev.sealer.sync.poll;

import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.platform.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers since when Git gives no answer for an Application. A short outage is nothing that a
 * user must see, so it is reported only when it lasts. Thread-safe.
 */
public final class GitOutages {

  /** As long as Argo CD tolerates errors of a repository. */
  public static final Duration GRACE = Duration.ofMinutes(3);

  private final Time time;
  private final Map<ObjectKey, Long> reportedFrom = new ConcurrentHashMap<>();

  public GitOutages(Time time) {
    this.time = time;
  }

  /** Returns whether a failure says that Git is away, not that what is asked for is wrong. */
  public static boolean isOutage(GitException failure) {
    return switch (failure.failure()) {
      case GitFailure.NotReachable _, GitFailure.NotAuthorised _ -> true;
      default -> false;
    };
  }

  /**
   * Notes that Git is away; returns whether that is reported.
   *
   * @param asked whether a user has asked for a refresh, and so must learn of it at once
   */
  public boolean isReported(ObjectKey application, boolean asked) {
    long now = time.nanos();
    long from = now + (asked ? 0 : GRACE.toNanos());
    long first = reportedFrom.merge(application, from, (known, wanted) -> asked ? wanted : known);
    return now - first >= 0;
  }

  /** Returns whether Git is away for an Application. */
  public boolean isAway(ObjectKey application) {
    return reportedFrom.containsKey(application);
  }

  /** Notes that Git gives answers, or that nobody asks any more. */
  public void end(ObjectKey application) {
    reportedFrom.remove(application);
  }
}
