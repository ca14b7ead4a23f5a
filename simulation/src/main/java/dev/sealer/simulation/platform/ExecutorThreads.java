package dev.sealer.simulation.platform;

import java.lang.reflect.Constructor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes virtual threads that run on an executor of ours.
 *
 * <p>The JDK has no public way: a package-private constructor is called by reflection, which needs
 * {@code --add-opens java.base/java.lang=ALL-UNNAMED}. The first use tests that it still does what
 * the simulator builds on. Seen on JDK 25.
 */
final class ExecutorThreads {

  private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";

  private final Executor executor;

  private ExecutorThreads(Executor executor) {
    this.executor = executor;
  }

  /**
   * Returns a source of threads that hand each piece of their work to {@code executor}.
   *
   * @throws IllegalStateException if this JVM does not allow it, or does it in another way
   */
  static ExecutorThreads on(Executor executor) {
    SelfTest.passed();
    return new ExecutorThreads(executor);
  }

  /** Returns a thread that is not started yet. */
  Thread unstarted(String name, Runnable body) {
    return builder(executor).name(name).unstarted(body);
  }

  private static Thread.Builder.OfVirtual builder(Executor executor) {
    try {
      Constructor<?> constructor = Class.forName(BUILDER).getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return (Thread.Builder.OfVirtual) constructor.newInstance(executor);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "cannot make virtual threads on our executor; run with JDK 25 and"
              + " --add-opens java.base/java.lang=ALL-UNNAMED",
          e);
    }
  }

  /** Runs once for each JVM. */
  private static final class SelfTest {

    static {
      Queue<Runnable> submitted = new ArrayDeque<>();
      StringBuilder ran = new StringBuilder();
      Thread thread =
          builder(submitted::add)
              .unstarted(() -> {
                ran.append('a');
                LockSupport.park();
                ran.append('b');
              });
      thread.start();
      boolean pieces = submitted.size() == 1 && runOne(submitted) && ran.toString().equals("a");
      LockSupport.unpark(thread);
      boolean ended = pieces && runOne(submitted) && ran.toString().equals("ab");
      if (!ended || thread.isAlive()) {
        throw new IllegalStateException(
            "virtual threads of this JDK do not run in pieces on the executor they are given");
      }
    }

    private SelfTest() {}

    static void passed() {
      // Loading the class has tested it.
    }

    private static boolean runOne(Queue<Runnable> submitted) {
      Runnable next = submitted.poll();
      if (next != null) {
        next.run();
      }
      return next != null;
    }
  }
}
