package dev.sealer.cli.cluster;

import dev.sealer.cli.kubeconfig.Connection;
import dev.sealer.cli.libraries.LaterLibraries;
import java.util.Map;
import java.util.function.Function;

/** The only way to the Kubernetes client, whose libraries are loaded when it is first gone. */
public final class ClusterAccess {
  private final Connection connection;
  private final Map<String, String> environment;

  /** Will use these flags in this environment. */
  public ClusterAccess(Connection connection, Map<String, String> environment) {
    this.connection = connection;
    this.environment = environment;
  }

  static {
    // The client logs through SLF4J, and the command line has no log: only its note of that.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  /** Calls the controller behind a service; the connection is closed afterwards. */
  public <T> T withController(String namespace, String service, Function<Controller, T> use) {
    return with(
        ControllerDoor.class, door -> door.open(connection, environment, namespace, service, use));
  }

  /** Uses the cluster's API through a door; what it opens is closed afterwards. */
  public <D, T> T with(Class<D> door, Function<D, T> use) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      // The client finds its HTTP client and its serializers through the context.
      thread.setContextClassLoader(LaterLibraries.loader());
      return use.apply(LaterLibraries.service(door));
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
