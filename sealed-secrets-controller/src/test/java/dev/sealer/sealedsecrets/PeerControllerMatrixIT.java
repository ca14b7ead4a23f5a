package dev.sealer.sealedsecrets;

import dev.sealer.testbed.cluster.KubernetesCluster;

@KubernetesCluster
final class PeerControllerMatrixIT extends ControllerMatrix {
  PeerControllerMatrixIT() {
    super(ControllerSide.PEER);
  }
}
