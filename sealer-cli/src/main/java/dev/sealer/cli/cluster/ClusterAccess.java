package dev.sealer.cli.cluster;

import dev.sealer.cli.kubeconfig.Connection;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.function.Function;

/**
 * The only door to the Kubernetes client: a command that stays offline never loads it, which keeps
 * its start short.
 */
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
    try (KubernetesClient client = ClusterClients.open(connection, environment)) {
      return use.apply(new ServiceProxy(client, namespace, service));
    }
  }
}
