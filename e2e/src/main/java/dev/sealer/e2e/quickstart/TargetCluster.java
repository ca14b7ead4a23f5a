package dev.sealer.e2e.quickstart;

import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.ControlPlaneSpec;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cluster of the walk: one made for it, or the reader's own. */
final class TargetCluster implements AutoCloseable {

  private final KubernetesClient admin;
  private final List<String> flags;
  private final @Nullable ControlPlane own;

  private TargetCluster(KubernetesClient admin, List<String> flags, @Nullable ControlPlane own) {
    this.admin = admin;
    this.flags = flags;
    this.own = own;
  }

  /** Etcd and an API server in {@code folder}. */
  static TargetCluster make(Path folder) {
    ControlPlane plane = ControlPlane.start(ControlPlaneSpec.apiServerOnly(folder));
    List<String> flags = List.of("--kubeconfig", plane.kubeconfig().toString());
    return new TargetCluster(plane.client(), flags, plane);
  }

  /** The cluster that {@code context} of the reader's kubeconfig names. */
  static TargetCluster of(String context) {
    KubernetesClient client =
        new KubernetesClientBuilder().withConfig(Config.autoConfigure(context)).build();
    return new TargetCluster(client, List.of("--context", context), null);
  }

  KubernetesClient admin() {
    return admin;
  }

  /** Returns the command with which the reader's own {@code kubectl} reaches the cluster. */
  String kubectl() {
    return "kubectl " + String.join(" ", flags);
  }

  /** Returns the flags for the cluster that {@code kubectl} and {@code sealer} share. */
  List<String> flags() {
    return flags;
  }

  @Override
  public void close() {
    if (own == null) {
      admin.close();
    } else {
      own.close();
    }
  }
}
