package dev.sealer.simulation.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ResourceType;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import org.junit.jupiter.api.BeforeEach;

/** The contract on the server in memory. */
final class SimApiServerContractTest extends ApiServerContract {

  private final SimApiServer server =
      new SimApiServer(JdkPlatform.standard().time(), SeededChance.of(4711));
  private final ContractClient client = new ContractClient(server, "contract");

  @BeforeEach
  void namespace() {
    assertThat(client.create(ResourceType.NAMESPACE, "contract", "{}").code()).isEqualTo(201);
  }

  @Override
  public ContractClient client() {
    return client;
  }
}
