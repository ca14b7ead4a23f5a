package dev.sealer.cli.edit;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes no notice of Ctrl-C until closed. The JDK's class for that is not a part of its API, and a
 * runtime without it ends at Ctrl-C, which loses the edits and nothing else.
 */
final class IgnoredInterrupts implements AutoCloseable {
  private static final String INTERRUPT = "INT";

  /** A signal that means nothing to a process that runs, with a higher number than INT. */
  private static final String MARK = "CONT";

  private static final long MARK_SECONDS = 5;

  private final Object before;

  private IgnoredInterrupts(Object before) {
    this.before = before;
  }

  static IgnoredInterrupts untilClosed() {
    try {
      return new IgnoredInterrupts(handle(INTERRUPT, handler(() -> {})));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return new IgnoredInterrupts("");
    }
  }

  /**
   * Gives Ctrl-C back, once those that were pressed before have been ignored. A JVM hands signals
   * to their handlers later than the system delivers them, in the order of their numbers: when it
   * hands over the mark, no earlier interrupt waits.
   */
  @Override
  public void close() {
    if (before instanceof String) {
      return;
    }
    try {
      CountDownLatch marked = new CountDownLatch(1);
      Object beforeMark = handle(MARK, handler(marked::countDown));
      try {
        signalClass().getMethod("raise", signalClass()).invoke(null, signal(MARK));
        // Ctrl-C is given back without the mark, too: a command must be possible to end.
        boolean _ = marked.await(MARK_SECONDS, TimeUnit.SECONDS);
      } finally {
        handle(MARK, beforeMark);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new IllegalStateException("one signal could be taken, so another one can", e);
    } finally {
      giveBack();
    }
  }

  private void giveBack() {
    try {
      handle(INTERRUPT, before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the signal could be taken, so it can be given back", e);
    }
  }

  /** Returns the handler that was there before. */
  private static Object handle(String signal, Object handler) throws ReflectiveOperationException {
    return signalClass()
        .getMethod("handle", signalClass(), handlerClass())
        .invoke(null, signal(signal), handler);
  }

  private static Object handler(Runnable reaction) throws ClassNotFoundException {
    return Proxy.newProxyInstance(
        IgnoredInterrupts.class.getClassLoader(),
        new Class<?>[] {handlerClass()},
        (_, method, _) -> {
          switch (method.getName()) {
            case "handle" -> reaction.run();
            case "hashCode" -> {
              return 0;
            }
            case "equals" -> {
              return false;
            }
            default -> {}
          }
          return null;
        });
  }

  private static Object signal(String name) throws ReflectiveOperationException {
    return signalClass().getConstructor(String.class).newInstance(name);
  }

  private static Class<?> signalClass() throws ClassNotFoundException {
    return Class.forName("sun.misc.Signal");
  }

  private static Class<?> handlerClass() throws ClassNotFoundException {
    return Class.forName("sun.misc.SignalHandler");
  }
}
