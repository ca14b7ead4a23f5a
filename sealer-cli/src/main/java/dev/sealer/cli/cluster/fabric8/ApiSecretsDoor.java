package dev.sealer.cli.cluster.fabric8;

import dev.sealer.cli.cluster.ClusterSecrets;
import dev.sealer.cli.cluster.SecretsDoor;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.kubeconfig.Connection;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Function;

/** The way to the API server itself. */
public final class ApiSecretsDoor implements SecretsDoor {

  /** Made by the service loader. */
  public ApiSecretsDoor() {}

  @Override
  public <T> T open(Connection connection, Console console, Function<ClusterSecrets, T> use) {
    try (KubernetesClient client = ClusterClients.open(connection, console)) {
      return use.apply(new ApiSecrets(client));
    }
  }
}
