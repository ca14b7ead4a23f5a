package dev.sealer.operator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs something for each {@code SIGUSR1}. The JDK's only way to hear of it, {@code
 * sun.misc.Signal} of the module {@code jdk.unsupported}, cannot be compiled against without a
 * warning, so it is looked up; where it is missing, the signal keeps the system's meaning.
 */
final class UserSignal {

  private static final Logger LOG = LoggerFactory.getLogger(UserSignal.class);
  private static final String NAME = "USR1";

  private UserSignal() {}

  /**
   * From now on.
   *
   * @param action runs on a thread of the JVM's; must be quick
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
      LOG.warn("SIG{} cannot be handled here: {}", NAME, e.toString());
    }
  }

  private static @Nullable Object called(String method, Runnable action) {
    if (method.equals("handle")) {
      action.run();
    }
    return null;
  }
}
