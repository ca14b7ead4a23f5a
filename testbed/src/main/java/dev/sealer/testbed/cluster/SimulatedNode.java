package dev.sealer.testbed.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;

/** The one node that kwok stands for. */
final class SimulatedNode {
  private static final String NAME = "testbed-node";
  private static final int PATIENCE_SECONDS = 60;

  private SimulatedNode() {}

  /**
   * Recreates the node and waits until pods can run on it. kwok does not serve a node that another
   * kwok has served before until that one's lease has run out: hence never an old node.
   */
  public static void create(KubernetesClient client) {
    client.leases().inNamespace("kube-node-lease").withName(NAME).delete();
    client.nodes().withName(NAME).withTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).delete();
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(NAME)
            .addToLabels("kubernetes.io/hostname", NAME)
            .addToLabels("kubernetes.io/os", "linux")
            .addToLabels("type", "kwok")
            .endMetadata()
            .build();
    client.nodes().resource(node).create();
    client
        .nodes()
        .withName(NAME)
        .waitUntilCondition(
            live -> live != null && isReady(live) && live.getSpec().getTaints().isEmpty(),
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
  }

  private static boolean isReady(Node node) {
    return node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
