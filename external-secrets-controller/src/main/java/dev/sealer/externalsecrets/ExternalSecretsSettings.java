package dev.sealer.externalsecrets;

import dev.sealer.externalsecrets.provider.StoreOptions;
import java.time.Duration;
import java.util.List;

/**
 * The settings of the controller. The caller reads flags and environment variables.
 *
 * @param namespaces whose ExternalSecrets to serve; empty for all
 * @param controllerClass whose stores are ours, besides those that name no class
 * @param workers ExternalSecrets that are reconciled at the same time
 * @param cluster the cluster-scoped kinds that are served
 * @param floodGate whether a store whose last check failed is not asked
 * @param storeInterval between two checks of a store that does not say
 * @param gatherWindow how long a read waits for others to share a call with
 * @param stores what all stores share
 */
public record ExternalSecretsSettings(
    List<String> namespaces,
    String controllerClass,
    int workers,
    ClusterKinds cluster,
    boolean floodGate,
    Duration storeInterval,
    Duration gatherWindow,
    StoreOptions stores) {

  private static final int DEFAULT_WORKERS = 32;

  /** Copies the list. */
  public ExternalSecretsSettings {
    namespaces = List.copyOf(namespaces);
  }

  /** All namespaces, class {@code default}, stores checked every five minutes. */
  public static ExternalSecretsSettings defaults() {
    return new ExternalSecretsSettings(
        List.of(),
        "default",
        DEFAULT_WORKERS,
        ClusterKinds.ALL,
        true,
        Duration.ofMinutes(5),
        Duration.ofMillis(25),
        StoreOptions.DEFAULT);
  }
}
