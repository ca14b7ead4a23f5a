package dev.sealer.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DisasterIT {
  @BeforeAll
  static void need() {
    Component.of(new ControlPlaneSpec.Nodes.None())
        .forEach(
            c -> Prerequisites.require(DisasterIT.class.getName(), ToolBinaries.find(c.tool())));
  }

  @Test
  void losesNothingInACrashAndEverythingInAWipe(@TempDir Path folder) {
    try (ControlPlane plane = ControlPlane.start(ControlPlaneSpec.apiServerOnly(folder));
        KubernetesClient client =
            new KubernetesClientBuilder().withConfig(plane.adminConfig()).build()) {
      String namespace = plane.freshNamespace("kept");

      plane.kill(Component.API_SERVER);
      plane.kill(Component.ETCD);
      assertThat(plane.isRunning(Component.ETCD)).isFalse();
      plane.restart(Component.ETCD);
      plane.restart(Component.API_SERVER);
      assertThat(client.namespaces().withName(namespace).get()).isNotNull();

      plane.wipe();
      assertThat(client.namespaces().withName(namespace).get()).isNull();
      assertThat(client.namespaces().withName("default").get()).isNotNull();
    }
  }
}
