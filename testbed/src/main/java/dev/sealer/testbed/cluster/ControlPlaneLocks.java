package dev.sealer.testbed.cluster;

import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** One lock for each shared control plane: the one with nodes and the one without. */
final class ControlPlaneLocks implements ResourceLocksProvider {

  @Override
  public Set<Lock> provideForClass(Class<?> testClass) {
    return Set.of(
        new Lock(
            "control plane "
                + (ClusterExtension.needsNodes(testClass) ? "with" : "without")
                + " nodes"));
  }
}
