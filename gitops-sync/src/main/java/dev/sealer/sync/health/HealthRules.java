package dev.sealer.sync.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.Condition;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Tells an object's health from the object alone, by Argo CD's rules. Where the object says which
 * generation it has observed, an older answer counts as none: Argo CD takes an {@code
 * ExternalSecret} or a {@code SealedSecret} for healthy on its old status right after a change.
 */
public final class HealthRules {

  private static final String AUTOSCALER_CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";
  private static final String IGNORE = "argocd.argoproj.io/ignore-healthcheck";
  private static final Set<String> SCALING_FAILURES =
      Set.of(
          "FailedGetScale",
          "FailedUpdateScale",
          "FailedGetResourceMetric",
          "FailedGetObjectMetric",
          "FailedGetPodsMetric",
          "FailedGetExternalMetric",
          "FailedComputeMetricsReplicas",
          "InvalidSelector");

  private HealthRules() {}

  /**
   * The health of a live object by the built-in rules.
   *
   * @return empty for a kind without a rule, which counts as healthy and is not shown
   */
  public static Optional<Health> of(JsonNode live) {
    if (isDeleting(live)) {
      return Optional.of(Health.progressing("Pending deletion"));
    }
    return rule(ResourceId.of(live), live);
  }

  static boolean isDeleting(JsonNode live) {
    return live.path("metadata").hasNonNull("deletionTimestamp");
  }

  /** Returns whether an object does not count for its Application's health. */
  public static boolean isIgnored(JsonNode live) {
    return Manifest.annotation(live, IGNORE).filter("true"::equals).isPresent();
  }

  private static Optional<Health> rule(ResourceId id, JsonNode live) {
    return switch (id.group()) {
      case "" -> core(id.kind(), live);
      case "apps" -> apps(id.kind(), live);
      case "batch" -> batch(id.kind(), live);
      default -> other(id, live);
    };
  }

  private static Optional<Health> core(String kind, JsonNode live) {
    return switch (kind) {
      case "Pod" -> Optional.of(PodHealth.of(live));
      case "Service" -> Optional.of(service(live));
      case "PersistentVolumeClaim" -> Optional.of(claim(live));
      case "ReplicationController" -> Optional.of(WorkloadHealth.replicaSet(live));
      default -> Optional.empty();
    };
  }

  private static Optional<Health> apps(String kind, JsonNode live) {
    return switch (kind) {
      case "Deployment" -> Optional.of(WorkloadHealth.deployment(live));
      case "StatefulSet" -> Optional.of(WorkloadHealth.statefulSet(live));
      case "DaemonSet" -> Optional.of(WorkloadHealth.daemonSet(live));
      case "ReplicaSet" -> Optional.of(WorkloadHealth.replicaSet(live));
      default -> Optional.empty();
    };
  }

  private static Optional<Health> batch(String kind, JsonNode live) {
    return switch (kind) {
      case "Job" -> Optional.of(WorkloadHealth.job(live));
      case "CronJob" -> Optional.of(WorkloadHealth.cronJob(live));
      default -> Optional.empty();
    };
  }

  private static Optional<Health> other(ResourceId id, JsonNode live) {
    StatusConditions conditions = StatusConditions.of(live);
    return switch (id.group() + "/" + id.kind()) {
      case "networking.k8s.io/Ingress", "extensions/Ingress" -> Optional.of(ingress(live));
      case "autoscaling/HorizontalPodAutoscaler" -> Optional.of(autoscaler(live));
      case "apiregistration.k8s.io/APIService" -> Optional.of(available(conditions));
      case "apiextensions.k8s.io/CustomResourceDefinition" -> Optional.of(definition(conditions));
      case "bitnami.com/SealedSecret" -> Optional.of(conditions.byCondition(live, "Synced"));
      case "external-secrets.io/ExternalSecret" ->
          Optional.of(ExternalSecretHealth.of(live, conditions));
      case "external-secrets.io/ClusterExternalSecret",
          "external-secrets.io/SecretStore",
          "external-secrets.io/ClusterSecretStore",
          "external-secrets.io/PushSecret",
          "cert-manager.io/Issuer",
          "cert-manager.io/ClusterIssuer" ->
          Optional.of(conditions.byCondition(live, "Ready"));
      case "cert-manager.io/Certificate" -> Optional.of(certificate(live, conditions));
      case "argoproj.io/Application" -> Optional.of(ArgoHealth.application(live));
      case "argoproj.io/ApplicationSet" -> Optional.of(ArgoHealth.applicationSet(conditions));
      case "argoproj.io/Rollout" -> Optional.of(ArgoHealth.rollout(live));
      case "argoproj.io/Workflow" -> Optional.of(ArgoHealth.workflow(live));
      default -> conditions.byConvention(live);
    };
  }

  private static Health service(JsonNode live) {
    boolean waits =
        live.path("spec").path("type").asText().equals("LoadBalancer")
            && live.path("status").path("loadBalancer").path("ingress").isEmpty();
    return waits ? Health.progressing("waiting for the load balancer") : Health.HEALTHY;
  }

  private static Health ingress(JsonNode live) {
    return live.path("status").path("loadBalancer").path("ingress").isEmpty()
        ? Health.progressing("waiting for an address")
        : Health.HEALTHY;
  }

  private static Health claim(JsonNode live) {
    return switch (live.path("status").path("phase").asText()) {
      case "Bound" -> Health.HEALTHY;
      case "Pending" -> Health.progressing("the claim is not bound");
      case "Lost" -> Health.degraded("the claim lost its volume");
      default -> Health.unknown("the claim has no phase");
    };
  }

  private static Health autoscaler(JsonNode live) {
    if (StatusConditions.isBehind(live)) {
      return Health.progressing(StatusConditions.NOT_OBSERVED);
    }
    StatusConditions conditions = autoscalerConditions(live);
    for (Condition condition : conditions.all()) {
      if (condition.status() == Condition.Status.FALSE
          && SCALING_FAILURES.contains(condition.reason())) {
        return Health.degraded(condition.message());
      }
    }
    return conditions.isTrue("AbleToScale") || conditions.isTrue("ScalingLimited")
        ? Health.HEALTHY
        : Health.progressing("waiting to autoscale");
  }

  /** Version v1 has no conditions in its status: the API server puts them into an annotation. */
  private static StatusConditions autoscalerConditions(JsonNode live) {
    JsonNode annotation = live.path("metadata").path("annotations").path(AUTOSCALER_CONDITIONS);
    return annotation.isTextual()
        ? StatusConditions.ofList(
            Json.parse(annotation.textValue().getBytes(StandardCharsets.UTF_8)))
        : StatusConditions.of(live);
  }

  private static Health available(StatusConditions conditions) {
    return conditions.isTrue("Available")
        ? Health.HEALTHY
        : Health.progressing(conditions.message("Available"));
  }

  private static Health definition(StatusConditions conditions) {
    if (conditions.isTrue("Terminating") || conditions.isEmpty()) {
      return Health.progressing("the definition is not established");
    }
    if (conditions.isFalse("NamesAccepted")) {
      return Health.degraded(conditions.message("NamesAccepted"));
    }
    if (conditions.isTrue("NonStructuralSchema")) {
      return Health.degraded(conditions.message("NonStructuralSchema"));
    }
    return conditions.isTrue("Established")
        ? Health.HEALTHY
        : Health.progressing("the definition is not established");
  }

  private static Health certificate(JsonNode live, StatusConditions conditions) {
    return conditions.isTrue("Issuing")
        ? Health.progressing(conditions.message("Issuing"))
        : conditions.byCondition(live, "Ready");
  }
}
