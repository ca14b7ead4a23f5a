package dev.sealer.testbed.cluster;

import dev.sealer.testbed.node.NodeNetwork;
import java.nio.file.Path;
import java.util.List;

/**
 * The control plane to start.
 *
 * @param folder where its certificates, data and logs go; made if need be, to be used by this
 *     control plane alone
 * @param nodes whether built-in controllers, a scheduler and a node run too; without them nothing
 *     collects garbage, finishes a namespace's deletion or starts a pod
 * @param apiServerFlags further flags for the API server, such as {@code --event-ttl=1m}
 */
public record ControlPlaneSpec(Path folder, Nodes nodes, List<String> apiServerFlags) {
  /** Copies the flags. */
  public ControlPlaneSpec {
    folder = folder.toAbsolutePath();
    apiServerFlags = List.copyOf(apiServerFlags);
  }

  /** Where pods run. */
  public sealed interface Nodes {
    /** Nowhere: only etcd and the API server. */
    record None() implements Nodes {}

    /** On a node of kwok, which runs nothing and says that it does. */
    record Simulated() implements Nodes {}

    /**
     * On a node that the caller starts. The control plane runs in its network, so that pods reach
     * the API server.
     */
    record Real(NodeNetwork network) implements Nodes {}
  }

  /** Only etcd and the API server. */
  public static ControlPlaneSpec apiServerOnly(Path folder) {
    return new ControlPlaneSpec(folder, new Nodes.None(), List.of());
  }

  /** With controllers and scheduler, for a real node in this network. */
  public static ControlPlaneSpec forRealNode(Path folder, NodeNetwork network) {
    return new ControlPlaneSpec(folder, new Nodes.Real(network), List.of());
  }

  /** With controllers, scheduler and a simulated node. */
  public static ControlPlaneSpec withNodes(Path folder) {
    return new ControlPlaneSpec(folder, new Nodes.Simulated(), List.of());
  }
}
