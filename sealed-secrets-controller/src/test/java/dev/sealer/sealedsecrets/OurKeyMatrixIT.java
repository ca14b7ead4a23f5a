package dev.sealer.sealedsecrets;

import dev.sealer.testbed.cluster.KubernetesCluster;

@KubernetesCluster
final class OurKeyMatrixIT extends KeyMatrix {
  OurKeyMatrixIT() {
    super(ControllerSide.OURS);
  }
}
