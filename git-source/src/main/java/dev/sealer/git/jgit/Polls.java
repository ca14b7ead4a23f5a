package dev.sealer.git.jgit;

import dev.sealer.git.GitException;
import dev.sealer.git.RefTable;
import dev.sealer.git.RepositoryUrl;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One list of refs per repository and tenant, shared by all who ask, and remembered failures
 * likewise. The least recently used lists are dropped beyond a limit.
 */
final class Polls {

  private static final int MOST_REPOSITORIES = 4096;

  private final Duration failureMemory;
  private final LongSupplier nanos;
  private final Map<Key, Poll> polls = new LinkedHashMap<>(16, 0.75f, true);

  Polls(Duration failureMemory, LongSupplier nanos) {
    this.failureMemory = failureMemory;
    this.nanos = nanos;
  }

  private record Key(RepositoryUrl url, String tenant) {}

  /**
   * Returns the refs.
   *
   * @param remote asked when the list is older than {@code maxAge}; has the tenant's credentials
   */
  RefTable refs(Remote remote, RepositoryUrl url, String tenant, Duration maxAge) {
    return poll(new Key(url, tenant)).refs(remote, url, maxAge);
  }

  private synchronized Poll poll(Key key) {
    Poll found = polls.computeIfAbsent(key, _ -> new Poll());
    if (polls.size() > MOST_REPOSITORIES) {
      polls.remove(polls.keySet().iterator().next());
    }
    return found;
  }

  private final class Poll {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable RefTable refs;
    private @Nullable GitException failure;
    private long at;

    RefTable refs(Remote remote, RepositoryUrl url, Duration maxAge) {
      long asked = nanos.getAsLong();
      lock.lock();
      try {
        // A thread that waited for the lock while another asked uses that answer: it is newer than
        // the question.
        boolean answeredMeanwhile = (refs != null || failure != null) && at - asked > 0;
        if (refs != null && (answeredMeanwhile || fresh(maxAge))) {
          return refs;
        }
        if (failure != null && (answeredMeanwhile || fresh(shorter(maxAge, failureMemory)))) {
          throw failure;
        }
        return ask(remote, url);
      } finally {
        lock.unlock();
      }
    }

    private RefTable ask(Remote remote, RepositoryUrl url) {
      try {
        RefTable answer = remote.refs(url);
        refs = answer;
        failure = null;
        return answer;
      } catch (GitException e) {
        refs = null;
        failure = e;
        throw e;
      } finally {
        at = nanos.getAsLong();
      }
    }

    private boolean fresh(Duration maxAge) {
      return nanos.getAsLong() - at < maxAge.toNanos();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
