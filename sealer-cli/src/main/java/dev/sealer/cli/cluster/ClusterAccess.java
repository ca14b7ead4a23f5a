package dev.sealer.cli.cluster;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.launch.LazyLibraries;
import java.util.function.Function;

/** Gives commands access to the Kubernetes client. Loads the client's libraries on first use. */
public final class ClusterAccess {
  private final ConnectionFlags connection;
  private final Console console;

  /** Uses these flags, and the environment of the console. */
  public ClusterAccess(ConnectionFlags connection, Console console) {
    this.connection = connection;
    this.console = console;
  }

  /** Calls the controller behind a service; the connection is closed afterwards. */
  public <T> T withController(String namespace, String service, Function<ControllerClient, T> use) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      // The client finds its HTTP client and its serializers through the context.
      thread.setContextClassLoader(LazyLibraries.loader());
      return LazyLibraries.service(ControllerClientProvider.class)
          .open(connection, console, namespace, service, use);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
