package dev.sealer.operator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles {@code SIGUSR1}. The only class of the JDK for signals, {@code sun.misc.Signal} of the
 * module {@code jdk.unsupported}, cannot be compiled against without a warning, so it is looked up
 * by reflection. Where it is missing, the signal keeps its default action.
 */
final class UserSignal {

  private static final Logger LOG = LoggerFactory.getLogger(UserSignal.class);
  private static final String NAME = "USR1";

  private UserSignal() {}

  /**
   * Runs {@code action} on every SIGUSR1. Logs a warning if the JVM has no signal support.
   *
   * @param action runs on a thread of the JVM; must be quick
   */
  static void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler invocation = (proxy, method, arguments) -> called(method.getName(), action);
      Object proxy =
          Proxy.newProxyInstance(
              UserSignal.class.getClassLoader(), new Class<?>[] {handler}, invocation);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(NAME), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.warn("cannot handle SIG{}: {}", NAME, e.toString());
    }
  }

  private static @Nullable Object called(String method, Runnable action) {
    if (method.equals("handle")) {
      action.run();
    }
    return null;
  }
}
