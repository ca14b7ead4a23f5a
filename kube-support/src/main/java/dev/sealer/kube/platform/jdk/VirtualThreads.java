package dev.sealer.kube.platform.jdk;

import dev.sealer.kube.platform.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Virtual threads of the JDK. */
final class VirtualThreads implements Threads {

  @Override
  public Thread start(String name, Runnable body) {
    return Thread.ofVirtual().name(name).start(body);
  }

  @Override
  public <T> List<T> all(int atOnce, List<? extends Callable<T>> work) throws InterruptedException {
    Semaphore places = new Semaphore(atOnce);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> bounded = new ArrayList<>();
      for (Callable<T> task : work) {
        bounded.add(() -> inPlace(places, task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> done : executor.invokeAll(bounded)) {
        results.add(result(done));
      }
      return results;
    }
  }

  private static <T> T inPlace(Semaphore places, Callable<T> task) throws Exception {
    places.acquire();
    try {
      return task.call();
    } finally {
      places.release();
    }
  }

  private static <T> T result(Future<T> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
