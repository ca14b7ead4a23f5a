package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.kube.platform.Time;
import dev.sealer.secret.SecretBytes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts reads of one store that arrive at about the same time into one call, and the same read only
 * once. The first to come waits a moment for others, then reads for all. Every caller gets copies
 * of its own; the originals are wiped when the last has them.
 */
final class ReadBatcher {

  private final SecretStoreClient client;
  private final Duration window;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private Batch open;

  /**
   * Batches reads of a client.
   *
   * @param window how long the first caller waits for others
   */
  ReadBatcher(SecretStoreClient client, Duration window, Time time) {
    this.client = client;
    this.window = window;
    this.time = time;
    this.open = new Batch();
  }

  private static final class Batch {
    private final Set<SecretRead> reads = new LinkedHashSet<>();
    private final CountDownLatch full = new CountDownLatch(1);
    private final CompletableFuture<Map<SecretRead, ReadResult>> answers =
        new CompletableFuture<>();
    private int callers;
  }

  /** Answers every read; values are the caller's to close. */
  Map<SecretRead, ReadResult> read(Collection<SecretRead> reads) {
    Joined joined = join(reads);
    if (joined.first()) {
      lead(joined.batch());
    }
    return copies(joined.batch(), reads);
  }

  private record Joined(Batch batch, boolean first) {}

  private Joined join(Collection<SecretRead> reads) {
    lock.lock();
    try {
      Batch batch = open;
      boolean first = batch.callers++ == 0;
      batch.reads.addAll(reads);
      if (batch.reads.size() >= client.batchSize()) {
        batch.full.countDown();
      }
      return new Joined(batch, first);
    } finally {
      lock.unlock();
    }
  }

  /** Nobody joins a batch that is being read. */
  private void closeToOthers() {
    lock.lock();
    try {
      open = new Batch();
    } finally {
      lock.unlock();
    }
  }

  private void lead(Batch batch) {
    boolean interrupted = false;
    try {
      if (client.batchSize() > 1) {
        // Full or not, it goes when the window is over.
        boolean _ = time.await(batch.full, window);
      }
    } catch (InterruptedException shuttingDown) {
      interrupted = true;
    }
    closeToOthers();
    try {
      batch.answers.complete(client.read(batch.reads));
    } catch (RuntimeException | LinkageError fault) {
      // A fault of one store's client is that store's answer, and no other store's.
      ReadResult answer = new ReadResult.Unavailable(StoreFault.cause(fault));
      Map<SecretRead, ReadResult> all = new HashMap<>();
      batch.reads.forEach(read -> all.put(read, answer));
      batch.answers.complete(all);
    } catch (Error failure) {
      // Others wait for these answers: they hear of it as we do.
      batch.answers.completeExceptionally(failure);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Map<SecretRead, ReadResult> copies(Batch batch, Collection<SecretRead> reads) {
    Map<SecretRead, ReadResult> answers = batch.answers.join();
    Map<SecretRead, ReadResult> mine = new HashMap<>();
    for (SecretRead read : reads) {
      ReadResult answer = answers.get(read);
      mine.put(
          read,
          answer == null ? new ReadResult.Unavailable("the store gave no answer") : copy(answer));
    }
    leave(batch, answers);
    return mine;
  }

  private void leave(Batch batch, Map<SecretRead, ReadResult> answers) {
    lock.lock();
    try {
      if (--batch.callers == 0) {
        answers.values().forEach(ReadBatcher::wipe);
      }
    } finally {
      lock.unlock();
    }
  }

  private static ReadResult copy(ReadResult answer) {
    return answer instanceof ReadResult.Found(SecretBytes value, String version)
        ? new ReadResult.Found(value.copy(), version)
        : answer;
  }

  private static void wipe(ReadResult answer) {
    if (answer instanceof ReadResult.Found found) {
      found.value().close();
    }
  }
}
