package dev.sealer.git.jgit;

import dev.sealer.git.GitException;
import dev.sealer.git.RefTable;
import dev.sealer.git.RepositoryUrl;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One list of refs per repository, shared by all who ask, and remembered failures likewise. */
final class Polls {

  private final Remote remote;
  private final Duration failureMemory;
  private final LongSupplier nanos;
  private final Map<RepositoryUrl, Poll> polls = new ConcurrentHashMap<>();

  Polls(Remote remote, Duration failureMemory, LongSupplier nanos) {
    this.remote = remote;
    this.failureMemory = failureMemory;
    this.nanos = nanos;
  }

  RefTable refs(RepositoryUrl url, Duration maxAge) {
    return polls.computeIfAbsent(url, key -> new Poll()).refs(url, maxAge);
  }

  private final class Poll {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable RefTable refs;
    private @Nullable GitException failure;
    private long at;

    RefTable refs(RepositoryUrl url, Duration maxAge) {
      long asked = nanos.getAsLong();
      lock.lock();
      try {
        // Whoever waited for the lock while another asked takes that answer: it is younger than
        // the question.
        boolean answeredMeanwhile = (refs != null || failure != null) && at - asked > 0;
        if (refs != null && (answeredMeanwhile || fresh(maxAge))) {
          return refs;
        }
        if (failure != null && (answeredMeanwhile || fresh(shorter(maxAge, failureMemory)))) {
          throw failure;
        }
        return ask(url);
      } finally {
        lock.unlock();
      }
    }

    private RefTable ask(RepositoryUrl url) {
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
