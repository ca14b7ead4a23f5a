package dev.sealer.benchmarks.controller;

import dev.sealer.benchmarks.measure.Usage;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.sealing.unseal.UnwrapFailedException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The floor of unsealing: one private-key operation for each item, by the implementation that the
 * operator takes, on all processors, and nothing else.
 */
final class PrivateKeyOperations {

  private static final int WARM_UP = 20;

  private final PrivateKeyOperation.Prepared key;
  private final List<SealedObjects.Item> items;
  private final AtomicInteger next = new AtomicInteger();

  private PrivateKeyOperations(SealedObjects sealed) {
    this.key = PrivateKeyOperation.fastest().prepare(sealed.privateKey());
    this.items = sealed.items();
  }

  /** Opens every item once; the peak is not measured. */
  static Usage of(SealedObjects sealed) throws IOException, InterruptedException {
    PrivateKeyOperations operations = new PrivateKeyOperations(sealed);
    for (SealedObjects.Item item : sealed.items().stream().limit(WARM_UP).toList()) {
      operations.open(item);
    }
    int threads = Runtime.getRuntime().availableProcessors();
    long began = System.nanoTime();
    double cpu = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Long>> shares = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        shares.add(pool.submit(operations::work));
      }
      for (Future<Long> share : shares) {
        cpu += share.get() / 1e9;
      }
    } catch (ExecutionException e) {
      throw new IOException("the items do not open", e);
    }
    return new Usage((System.nanoTime() - began) / 1e9, cpu, 0);
  }

  /** Takes items until there are no more; the thread's processor time in nanoseconds. */
  private long work() throws IOException {
    for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
      open(items.get(i));
    }
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void open(SealedObjects.Item item) throws IOException {
    try {
      Arrays.fill(key.decrypt(item.sealed().rsaBlock(), item.label()), (byte) 0);
    } catch (UnwrapFailedException e) {
      throw new IOException("an item does not open", e);
    }
  }
}
