package dev.sealer.testbed.cluster;

import dev.sealer.testbed.process.LoopbackPorts;

/**
 * The TCP ports of one control plane, all on loopback; kept when a process is restarted.
 *
 * @param etcd etcd for its clients
 * @param etcdPeer etcd for its peers, of which there are none
 * @param apiServer the API server
 * @param kwok kwok's own API
 */
record PlanePorts(int etcd, int etcdPeer, int apiServer, int kwok) {
  static PlanePorts choose() {
    return new PlanePorts(
        LoopbackPorts.free(), LoopbackPorts.free(), LoopbackPorts.free(), LoopbackPorts.free());
  }

  String etcdUrl() {
    return "https://" + LoopbackPorts.HOST + ":" + etcd;
  }

  String etcdPeerUrl() {
    return "https://" + LoopbackPorts.HOST + ":" + etcdPeer;
  }

  String apiServerUrl() {
    return "https://" + LoopbackPorts.HOST + ":" + apiServer;
  }
}
