package dev.sealer.testbed.cluster;

import dev.sealer.testbed.node.NodeNetwork;
import dev.sealer.testbed.process.LoopbackPorts;

/**
 * The addresses of one control plane; kept when a process is restarted. All are on loopback, but
 * for the API server of a real node.
 *
 * @param host the API server's address
 * @param etcd etcd for its clients
 * @param etcdPeer etcd for its peers, of which there are none
 * @param apiServer the API server
 * @param kwok kwok's own API
 */
record PlanePorts(String host, int etcd, int etcdPeer, int apiServer, int kwok) {
  static PlanePorts choose(ControlPlaneSpec.Nodes nodes) {
    return switch (nodes) {
      // The network is the control plane's own.
      case ControlPlaneSpec.Nodes.Real _ ->
          new PlanePorts(NodeNetwork.NODE, 2379, 2380, NodeNetwork.API_SERVER_PORT, 0);
      case ControlPlaneSpec.Nodes.None _, ControlPlaneSpec.Nodes.Simulated _ -> onLoopback();
    };
  }

  private static PlanePorts onLoopback() {
    return new PlanePorts(
        LoopbackPorts.HOST,
        LoopbackPorts.free(),
        LoopbackPorts.free(),
        LoopbackPorts.free(),
        LoopbackPorts.free());
  }

  String etcdUrl() {
    return "https://" + LoopbackPorts.HOST + ":" + etcd;
  }

  String etcdPeerUrl() {
    return "https://" + LoopbackPorts.HOST + ":" + etcdPeer;
  }

  String apiServerUrl() {
    return "https://" + host + ":" + apiServer;
  }
}
