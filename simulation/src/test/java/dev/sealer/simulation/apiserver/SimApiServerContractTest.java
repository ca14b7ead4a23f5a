package dev.sealer.simulation.apiserver;

/** The contract on the server in memory. */
final class SimApiServerContractTest extends ApiServerContract {

  private final ContractClient client = InMemoryContract.client(Behavior.standard());

  @Override
  public ContractClient client() {
    return client;
  }
}
