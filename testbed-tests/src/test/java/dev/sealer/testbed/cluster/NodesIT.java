package dev.sealer.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@KubernetesCluster(nodes = true)
final class NodesIT {
  private final KubernetesClient client;

  NodesIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void aDeploymentBecomesAvailable(@FreshNamespace String namespace) {
    client
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withReplicas(3)
                .withNewSelector()
                .withMatchLabels(Map.of("app", "web"))
                .endSelector()
                .withTemplate(pod("Always"))
                .endSpec()
                .build())
        .create();
    var live =
        client
            .apps()
            .deployments()
            .inNamespace(namespace)
            .withName("web")
            .waitUntilCondition(
                d ->
                    d != null
                        && d.getStatus() != null
                        && Integer.valueOf(3).equals(d.getStatus().getAvailableReplicas()),
                60,
                TimeUnit.SECONDS);
    assertThat(live.getStatus().getReadyReplicas()).isEqualTo(3);
  }

  @Test
  void aJobCompletes(@FreshNamespace String namespace) {
    client
        .resource(
            new JobBuilder()
                .withNewMetadata()
                .withName("once")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withTemplate(pod("Never"))
                .endSpec()
                .build())
        .create();
    var live =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(namespace)
            .withName("once")
            .waitUntilCondition(
                j ->
                    j != null
                        && j.getStatus() != null
                        && Integer.valueOf(1).equals(j.getStatus().getSucceeded()),
                60,
                TimeUnit.SECONDS);
    assertThat(live.getStatus().getFailed()).isNull();
  }

  @Test
  void aDeletedNamespaceGoes(@FreshNamespace String namespace) {
    client.namespaces().withName(namespace).withTimeout(60, TimeUnit.SECONDS).delete();
    assertThat(client.namespaces().withName(namespace).get()).isNull();
  }

  private static PodTemplateSpec pod(String restartPolicy) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(Map.of("app", "web"))
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy(restartPolicy)
        .addNewContainer()
        .withName("main")
        .withImage("registry.example/app:1")
        .endContainer()
        .endSpec()
        .build();
  }
}
