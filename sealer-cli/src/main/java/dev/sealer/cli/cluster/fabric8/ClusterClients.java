package dev.sealer.cli.cluster.fabric8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.cluster.ClientKubeconfig;
import dev.sealer.cli.cluster.ConnectionFlags;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.network.ProxyEnvironment;
import dev.sealer.gocompat.GoDuration;
import dev.sealer.kube.client.GuardedClients;
import dev.sealer.kube.client.TransportOptions;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Opens clients for the cluster that the flags and the kubeconfig name. */
final class ClusterClients {
  private ClusterClients() {}

  static {
    // The client logs through SLF4J, and the command line has no log: only its note of that.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  /**
   * Opens a client; the caller must close it.
   *
   * @param secretHeaders sent with each request, over TLS only; may hold credentials
   * @throws CommandFailure when nothing says where the cluster is, or a login fails
   */
  static KubernetesClient open(
      ConnectionFlags connection, Console console, Map<String, String> secretHeaders) {
    ClientKubeconfig kubeconfig = ClientKubeconfig.load(connection, console.environment());
    if (kubeconfig.isEmpty()) {
      return inCluster(connection, console, secretHeaders);
    }
    ClientKubeconfig.Resolved resolved = kubeconfig.resolved();
    String server = server(resolved.cluster());
    ConfigBuilder config = new ConfigBuilder(Config.empty()).withAutoConfigure(false);
    config.withMasterUrl(server);
    Map<String, String> secrets = new HashMap<>(secretHeaders);
    if (server.toLowerCase(Locale.ROOT).startsWith("https://")) {
      // As client-go: nobody signs in where the credentials could be read on the way.
      trust(config, resolved.cluster());
      new UserLogin(resolved, console)
          .addTo(config)
          .ifPresent(authorization -> secrets.put("Authorization", authorization));
    }
    connect(config, kubeconfig.proxy(), connection, console);
    TransportOptions options =
        new TransportOptions(
            text(resolved.cluster(), "tls-server-name"), identity(resolved.user()), secrets);
    return GuardedClients.open(config.build(), options);
  }

  /** In a pod, with its service account. Flags say as whom to act. */
  private static KubernetesClient inCluster(
      ConnectionFlags connection, Console console, Map<String, String> secretHeaders) {
    if (!console.environment().containsKey("KUBERNETES_SERVICE_HOST")) {
      throw new CommandFailure(ClientKubeconfig.NONE);
    }
    ConfigBuilder config = new ConfigBuilder(Config.autoConfigure(null));
    connect(config, "", connection, console);
    Map<String, String> fields = connection.userFields();
    TransportOptions options =
        new TransportOptions(
            "",
            TransportOptions.impersonation(
                fields.getOrDefault("as", ""),
                fields.getOrDefault("as-uid", ""),
                connection.groups(),
                Map.of()),
            secretHeaders);
    return GuardedClients.open(config.build(), options);
  }

  private static void connect(
      ConfigBuilder config, String namedProxy, ConnectionFlags connection, Console console) {
    config.withRequestRetryBackoffLimit(0);
    String proxy =
        namedProxy.isEmpty()
            ? new ProxyEnvironment(console.environment())
                .proxyFor(URI.create(config.getMasterUrl()))
                .map(URI::toString)
                .orElse(null)
            : namedProxy;
    config.withHttpProxy(proxy).withHttpsProxy(proxy).withNoProxy();
    long timeout = timeoutMillis(connection.requestTimeout());
    if (timeout > 0) {
      config.withRequestTimeout((int) Math.min(timeout, Integer.MAX_VALUE));
    }
  }

  /** As in kubectl: a bare number is seconds. */
  private static long timeoutMillis(String timeout) {
    if (timeout.isEmpty()) {
      return 0;
    }
    if (timeout.matches("[0-9]{1,9}")) {
      return Long.parseLong(timeout) * 1_000;
    }
    return GoDuration.parse(timeout)
        .orElseThrow(() ->
            new CommandFailure(
                "Invalid timeout value. Timeout must be a single integer in seconds, or an integer"
                    + " followed by a corresponding time unit (e.g. 1s | 2m | 3h)"))
        .toMillis();
  }

  /** As in client-go: an address without a scheme is not encrypted, so it gets no credentials. */
  private static String server(JsonNode cluster) {
    String server = text(cluster, "server");
    return server.contains("://") ? server : "http://" + server;
  }

  private static void trust(ConfigBuilder config, JsonNode cluster) {
    boolean insecure = cluster.path("insecure-skip-tls-verify").asBoolean();
    String data = text(cluster, "certificate-authority-data");
    String file = text(cluster, "certificate-authority");
    config.withTrustCerts(insecure).withDisableHostnameVerification(insecure);
    if (!data.isEmpty()) {
      config.withCaCertData(data);
    } else if (!file.isEmpty()) {
      config.withCaCertFile(file);
    }
  }

  private static List<Map.Entry<String, String>> identity(JsonNode user) {
    List<String> groups = new ArrayList<>();
    user.path("as-groups").forEach(group -> groups.add(group.asText()));
    Map<String, List<String>> extra = new TreeMap<>();
    user.path("as-user-extra")
        .properties()
        .forEach(entry -> {
          List<String> values = new ArrayList<>();
          entry.getValue().forEach(value -> values.add(value.asText()));
          extra.put(entry.getKey(), values);
        });
    return TransportOptions.impersonation(text(user, "as"), text(user, "as-uid"), groups, extra);
  }

  static String text(JsonNode fields, String field) {
    return fields.path(field).asText("");
  }
}
