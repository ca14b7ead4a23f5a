package dev.sealer.sealedsecrets;

import dev.sealer.testbed.cluster.KubernetesCluster;

@KubernetesCluster
final class OurControllerMatrixIT extends ControllerMatrix {
  OurControllerMatrixIT() {
    super(ControllerSide.OURS);
  }
}
