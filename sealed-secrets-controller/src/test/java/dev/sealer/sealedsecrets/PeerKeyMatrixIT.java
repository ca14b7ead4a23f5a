package dev.sealer.sealedsecrets;

import dev.sealer.testbed.cluster.KubernetesCluster;

@KubernetesCluster
final class PeerKeyMatrixIT extends KeyMatrix {
  PeerKeyMatrixIT() {
    super(ControllerSide.PEER);
  }
}
