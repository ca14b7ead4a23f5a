package dev.sealer.sync.plan.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sync.manifest.ResourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order of kinds within a wave. */
final class KindOrderTest {

  /** As Argo CD documents it; every other kind is after the last one. */
  private static final List<String> DOCUMENTED =
      Arrays.asList(
          """
          Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget
          ServiceAccount Secret SecretList ConfigMap StorageClass PersistentVolume
          PersistentVolumeClaim CustomResourceDefinition ClusterRole ClusterRoleList
          ClusterRoleBinding ClusterRoleBindingList Role RoleList RoleBinding RoleBindingList
          Service DaemonSet Pod ReplicationController ReplicaSet Deployment
          HorizontalPodAutoscaler StatefulSet Job CronJob IngressClass Ingress APIService\
          """
              .split("\\s+"));

  private static ResourceId id(String kind, String name) {
    return new ResourceId("", kind, "ns", name);
  }

  @Test
  void kindsAreAppliedInTheDocumentedOrder() {
    List<ResourceId> expected =
        Stream.concat(DOCUMENTED.stream(), Stream.of("Widget")).map(k -> id(k, "a")).toList();
    List<ResourceId> shuffled = new ArrayList<>(expected);
    Collections.shuffle(shuffled, new Random(1));

    assertThat(shuffled.stream().sorted(KindOrder.ORDER)).containsExactlyElementsOf(expected);
  }

  @Test
  void objectsOfOneKindAreAppliedByName() {
    assertThat(Stream.of(id("Service", "b"), id("Service", "a")).sorted(KindOrder.ORDER))
        .extracting(ResourceId::name)
        .containsExactly("a", "b");
  }
}
