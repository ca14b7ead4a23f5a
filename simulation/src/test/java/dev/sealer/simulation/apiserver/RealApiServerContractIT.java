package dev.sealer.simulation.apiserver;

import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The contract on a real API server. */
@KubernetesCluster
final class RealApiServerContractIT extends ApiServerContract {

  private final KubernetesClient connection;
  private ContractClient client;

  RealApiServerContractIT(KubernetesClient connection) {
    this.connection = connection;
    this.client = new ContractClient(new HttpApiClient(connection), "default");
  }

  @BeforeAll
  static void installCrds(KubernetesClient connection) {
    InstalledCrds.on(connection);
  }

  @BeforeEach
  void namespace(@FreshNamespace String fresh) {
    client = new ContractClient(new HttpApiClient(connection), fresh);
  }

  @Override
  public ContractClient client() {
    return client;
  }
}
