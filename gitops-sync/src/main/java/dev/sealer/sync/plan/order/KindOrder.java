package dev.sealer.sync.plan.order;

import dev.sealer.sync.manifest.ResourceId;
import java.util.Comparator;
import java.util.List;

/** In which order objects of one wave are applied: what others need comes first. */
public final class KindOrder {

  private static final List<String> RANKED =
      List.of(
          "Namespace",
          "NetworkPolicy",
          "ResourceQuota",
          "LimitRange",
          "PodSecurityPolicy",
          "PodDisruptionBudget",
          "ServiceAccount",
          "Secret",
          "SecretList",
          "ConfigMap",
          "StorageClass",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "CustomResourceDefinition",
          "ClusterRole",
          "ClusterRoleList",
          "ClusterRoleBinding",
          "ClusterRoleBindingList",
          "Role",
          "RoleList",
          "RoleBinding",
          "RoleBindingList",
          "Service",
          "DaemonSet",
          "Pod",
          "ReplicationController",
          "ReplicaSet",
          "Deployment",
          "HorizontalPodAutoscaler",
          "StatefulSet",
          "Job",
          "CronJob",
          "IngressClass",
          "Ingress",
          "APIService");

  /** By kind, then by name. */
  public static final Comparator<ResourceId> ORDER =
      Comparator.comparingInt(KindOrder::rank)
          .thenComparing(ResourceId::kind)
          .thenComparing(Comparator.naturalOrder());

  private KindOrder() {}

  /** The place of a kind; kinds that are not named come after all others. */
  public static int rank(ResourceId id) {
    int rank = RANKED.indexOf(id.kind());
    return rank < 0 ? RANKED.size() : rank;
  }
}
