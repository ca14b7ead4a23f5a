package dev.sealer.simulation.platform;

import dev.sealer.kube.platform.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/** Threads of one simulated process. */
final class SimThreads implements Threads {

  private final Scheduler scheduler;
  private final SimProcess process;

  SimThreads(Scheduler scheduler, SimProcess process) {
    this.scheduler = scheduler;
    this.process = process;
  }

  @Override
  public Thread start(String name, Runnable body) {
    return scheduler.start(process, name, body);
  }

  @Override
  public <T> List<T> all(int atOnce, List<? extends Callable<T>> work) throws InterruptedException {
    Semaphore places = new Semaphore(atOnce);
    List<FutureTask<T>> tasks = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (Callable<T> each : work) {
      FutureTask<T> task = new FutureTask<>(() -> inPlace(places, each));
      tasks.add(task);
      threads.add(start("all-" + threads.size(), task));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      throw e;
    }
    List<T> results = new ArrayList<>();
    for (FutureTask<T> task : tasks) {
      results.add(result(task));
    }
    return results;
  }

  private static <T> T inPlace(Semaphore places, Callable<T> task) throws Exception {
    places.acquire();
    try {
      return task.call();
    } finally {
      places.release();
    }
  }

  private static <T> T result(FutureTask<T> done) throws InterruptedException {
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
