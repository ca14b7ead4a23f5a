package dev.sealer.testbed.cluster;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Service accounts for tests: no controller makes them when only the API server runs. */
final class ServiceAccounts {
  private ServiceAccounts() {}

  /** Makes the account. */
  public static void create(KubernetesClient client, String namespace, String name) {
    client
        .serviceAccounts()
        .inNamespace(namespace)
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
  }
}
