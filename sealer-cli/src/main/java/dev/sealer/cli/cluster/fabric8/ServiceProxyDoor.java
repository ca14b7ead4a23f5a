package dev.sealer.cli.cluster.fabric8;

import dev.sealer.cli.cluster.Controller;
import dev.sealer.cli.cluster.ControllerDoor;
import dev.sealer.cli.kubeconfig.Connection;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.function.Function;

/** The way through the API server's service proxy. */
public final class ServiceProxyDoor implements ControllerDoor {
  @Override
  public <T> T open(
      Connection connection,
      Map<String, String> environment,
      String namespace,
      String service,
      Function<Controller, T> use) {
    try (KubernetesClient client = ClusterClients.open(connection, environment)) {
      return use.apply(new ServiceProxy(client, namespace, service));
    }
  }
}
