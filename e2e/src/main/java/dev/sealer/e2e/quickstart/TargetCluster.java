package dev.sealer.e2e.quickstart;

import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.ControlPlaneSpec;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The cluster of the walk: one made for it, or the reader's own. */
final class TargetCluster implements AutoCloseable {

  private final KubernetesClient admin;
  private final String kubectl;
  private final @Nullable ControlPlane own;

  private TargetCluster(KubernetesClient admin, String kubectl, @Nullable ControlPlane own) {
    this.admin = admin;
    this.kubectl = kubectl;
    this.own = own;
  }

  /** Etcd and an API server in {@code folder}. */
  static TargetCluster make(Path folder) {
    ControlPlane plane = ControlPlane.start(ControlPlaneSpec.apiServerOnly(folder));
    return new TargetCluster(plane.client(), "kubectl --kubeconfig " + plane.kubeconfig(), plane);
  }

  /** The cluster that {@code context} of the reader's kubeconfig names. */
  static TargetCluster of(String context) {
    KubernetesClient client =
        new KubernetesClientBuilder().withConfig(Config.autoConfigure(context)).build();
    return new TargetCluster(client, "kubectl --context " + context, null);
  }

  KubernetesClient admin() {
    return admin;
  }

  /** How the reader's own {@code kubectl} reaches it. */
  String kubectl() {
    return kubectl;
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
