package dev.sealer.simulation.apiserver;

import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.kit.ManualTime;
import dev.sealer.simulation.platform.SimChance;
import java.time.Instant;

/** Servers in memory for the contract. */
final class InMemoryContract {

  static final String NAMESPACE = "contract";

  private InMemoryContract() {}

  static SimApiServer server(Behavior behavior) {
    ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    return new SimApiServer(time, new SimChance(4711, "contract"), behavior);
  }

  static ContractClient client(Behavior behavior) {
    ContractClient client = new ContractClient(server(behavior), NAMESPACE);
    if (client.create(ResourceType.NAMESPACE, NAMESPACE, "{}").code() != 201) {
      throw new IllegalStateException("the namespace cannot be created");
    }
    return client;
  }
}
