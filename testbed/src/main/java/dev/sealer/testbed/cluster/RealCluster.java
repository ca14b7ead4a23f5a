package dev.sealer.testbed.cluster;

import dev.sealer.testbed.node.NodeNetwork;
import dev.sealer.testbed.node.RealNode;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.nio.file.Path;
import java.util.List;

/**
 * A control plane and a node whose Pods really run, in a network of their own. There can be one at
 * a time on a machine.
 */
public final class RealCluster implements AutoCloseable {
  private final NodeNetwork network;
  private final ControlPlane plane;
  private final RealNode node;

  private RealCluster(NodeNetwork network, ControlPlane plane, RealNode node) {
    this.network = network;
    this.plane = plane;
    this.node = node;
  }

  /** Skips or fails the suite where a real node cannot run; names what is missing. */
  public static void require(Class<?> suite) {
    List<String> missing = RealNode.missing();
    if (!missing.isEmpty()) {
      throw Prerequisites.unavailable(suite.getName(), String.join("; ", missing));
    }
    for (Tool tool : List.of(Tool.CONTAINERD, Tool.KUBELET)) {
      Prerequisites.require(suite.getName(), ToolBinaries.find(tool));
    }
  }

  /**
   * Starts an empty cluster and returns once Pods can run in it.
   *
   * @param folder for its files and logs; made if need be
   */
  public static RealCluster start(Path folder) {
    NodeNetwork network = NodeNetwork.create();
    try {
      ControlPlane plane =
          ControlPlane.start(ControlPlaneSpec.forRealNode(folder.resolve("plane"), network));
      try {
        return new RealCluster(network, plane, startNode(network, plane, folder));
      } catch (RuntimeException e) {
        plane.close();
        throw e;
      }
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static RealNode startNode(NodeNetwork network, ControlPlane plane, Path folder) {
    return RealNode.start(
        network, folder.resolve("node"), plane.caPem(), plane.kubeletToken(), plane.client());
  }

  /** The control plane. */
  public ControlPlane plane() {
    return plane;
  }

  /** The only node. */
  public RealNode node() {
    return node;
  }

  /** Ends the node, the control plane and the network, in this order. */
  @Override
  public void close() {
    node.close();
    plane.close();
    network.close();
  }
}
