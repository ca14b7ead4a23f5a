package dev.sealer.cli.cluster.fabric8;

import dev.sealer.cli.cluster.ClusterSecrets;
import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.cluster.SecretsClientProvider;
import dev.sealer.cli.io.Console;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Function;

/** The way to the API server itself. */
public final class ApiSecretsProvider implements SecretsClientProvider {

  /** Made by the service loader. */
  public ApiSecretsProvider() {}

  @Override
  public <T> T open(ConnectionFlags connection, Console console, Function<ClusterSecrets, T> use) {
    try (KubernetesClient client = ClusterClients.open(connection, console)) {
      return use.apply(new ApiSecrets(client));
    }
  }
}
