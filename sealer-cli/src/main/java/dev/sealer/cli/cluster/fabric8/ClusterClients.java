package dev.sealer.cli.cluster.fabric8;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.kubeconfig.Connection;
import dev.sealer.cli.kubeconfig.Kubeconfig;
import dev.sealer.cli.network.ProxyEnvironment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens clients for the cluster that the flags and the kubeconfig name. */
public final class ClusterClients {
  private ClusterClients() {}

  /**
   * Opens a client; the caller closes it.
   *
   * @throws CommandFailure when nothing says where the cluster is
   */
  public static KubernetesClient open(Connection connection, Map<String, String> environment) {
    return open(connection, environment, Map.of());
  }

  /**
   * The same.
   *
   * @param headers to send with each request
   */
  static KubernetesClient open(
      Connection connection, Map<String, String> environment, Map<String, String> headers) {
    Kubeconfig kubeconfig = Kubeconfig.load(connection, environment);
    Config config;
    if (!kubeconfig.isEmpty()) {
      config = Config.fromKubeconfig(kubeconfig.effective());
    } else if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      config = Config.autoConfigure(null);
    } else {
      throw new CommandFailure(Kubeconfig.NONE);
    }
    ConfigBuilder built =
        new ConfigBuilder(config).withRequestRetryBackoffLimit(0).withCustomHeaders(headers);
    String as = connection.userFields().getOrDefault("as", "");
    if (!as.isEmpty()) {
      built.withImpersonateUsername(as);
    }
    if (!connection.groups().isEmpty()) {
      built.withImpersonateGroups(connection.groups().toArray(String[]::new));
    }
    String proxy = proxy(kubeconfig, config, environment);
    built.withHttpProxy(proxy).withHttpsProxy(proxy).withNoProxy();
    long timeout = GoDurations.millis(connection.requestTimeout());
    if (timeout > 0) {
      built.withRequestTimeout((int) Math.min(timeout, Integer.MAX_VALUE));
    }
    return new KubernetesClientBuilder().withConfig(built.build()).build();
  }

  /** The proxy that the kubeconfig names, else the environment's; null for none. */
  private static @Nullable String proxy(
      Kubeconfig kubeconfig, Config config, Map<String, String> environment) {
    String named = kubeconfig.proxy();
    return named.isEmpty()
        ? new ProxyEnvironment(environment)
            .proxyFor(URI.create(config.getMasterUrl()))
            .map(URI::toString)
            .orElse(null)
        : named;
  }
}
