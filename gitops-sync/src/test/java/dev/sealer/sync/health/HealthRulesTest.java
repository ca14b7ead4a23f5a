package dev.sealer.sync.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.yaml.KubeYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // Deployment
        "apps/v1|Deployment|spec: {replicas: 2}|status: {observedGeneration: 3, replicas: 2,"
            + " updatedReplicas: 2, availableReplicas: 2}|Healthy",
        "apps/v1|Deployment|spec: {replicas: 2}|status: {observedGeneration: 2, replicas: 2,"
            + " updatedReplicas: 2, availableReplicas: 2}|Progressing",
        "apps/v1|Deployment|spec: {replicas: 2}|status: {observedGeneration: 3, replicas: 2,"
            + " updatedReplicas: 2, availableReplicas: 1}|Progressing",
        "apps/v1|Deployment|spec: {replicas: 2}|status: {observedGeneration: 3, replicas: 3,"
            + " updatedReplicas: 2, availableReplicas: 3}|Progressing",
        "apps/v1|Deployment|spec: {paused: true}|status: {}|Suspended",
        "apps/v1|Deployment|spec: {replicas: 2}|status: {observedGeneration: 3, conditions: [{type:"
            + " Progressing, status: 'False', reason: ProgressDeadlineExceeded}]}|Degraded",
        // Job
        "batch/v1|Job|spec: {}|status: {conditions: [{type: Complete, status: 'True'}]}|Healthy",
        "batch/v1|Job|spec: {}|status: {conditions: [{type: Failed, status: 'True'}]}|Degraded",
        "batch/v1|Job|spec: {}|status: {active: 1}|Progressing",
        // Storage and network
        "v1|PersistentVolumeClaim|spec: {}|status: {phase: Bound}|Healthy",
        "v1|PersistentVolumeClaim|spec: {}|status: {phase: Pending}|Progressing",
        "v1|PersistentVolumeClaim|spec: {}|status: {phase: Lost}|Degraded",
        "v1|Service|spec: {type: LoadBalancer}|status: {}|Progressing",
        "v1|Service|spec: {type: ClusterIP}|status: {}|Healthy",
        // Definitions
        "apiextensions.k8s.io/v1|CustomResourceDefinition|spec: {}|status: {conditions: [{type:"
            + " Established, status: 'True'}]}|Healthy",
        "apiextensions.k8s.io/v1|CustomResourceDefinition|spec: {}|status: {conditions: [{type:"
            + " NamesAccepted, status: 'False'}]}|Degraded",
        // Secrets: a condition for an older generation does not count
        "bitnami.com/v1alpha1|SealedSecret|spec: {}|status: {observedGeneration: 3, conditions:"
            + " [{type: Synced, status: 'True'}]}|Healthy",
        "bitnami.com/v1alpha1|SealedSecret|spec: {}|status: {observedGeneration: 2, conditions:"
            + " [{type: Synced, status: 'True'}]}|Progressing",
        "bitnami.com/v1alpha1|SealedSecret|spec: {}|status: {observedGeneration: 3, conditions:"
            + " [{type: Synced, status: 'False'}]}|Degraded",
        "bitnami.com/v1alpha1|SealedSecret|spec: {}|status: {}|Progressing",
        "external-secrets.io/v1|ExternalSecret|spec: {}|status: {conditions: [{type: Ready, status:"
            + " 'True'}]}|Healthy",
        "external-secrets.io/v1|ExternalSecret|spec: {}|status: {conditions: [{type: Ready, status:"
            + " 'True', observedGeneration: 1}]}|Progressing",
        // An ExternalSecret says by syncedResourceVersion which generation it speaks of.
        "external-secrets.io/v1|ExternalSecret|spec: {refreshInterval: 1h}|status:"
            + " {syncedResourceVersion: 3-ab, conditions: [{type: Ready, status: 'True'}]}|Healthy",
        "external-secrets.io/v1|ExternalSecret|spec: {refreshInterval: 1h}|status:"
            + " {syncedResourceVersion: 2-ab, conditions: [{type: Ready, status: 'True'}]}|Progressing",
        "external-secrets.io/v1|ExternalSecret|spec: {}|status:"
            + " {syncedResourceVersion: 30-ab, conditions: [{type: Ready, status: 'True'}]}|Progressing",
        "external-secrets.io/v1|ExternalSecret|spec: {}|status:"
            + " {syncedResourceVersion: 2-ab, conditions: [{type: Ready, status: 'False'}]}|Degraded",
        // These never sync a change.
        "external-secrets.io/v1|ExternalSecret|spec: {refreshPolicy: CreatedOnce}|status:"
            + " {syncedResourceVersion: 2-ab, conditions: [{type: Ready, status: 'True'}]}|Healthy",
        "external-secrets.io/v1|ExternalSecret|spec: {refreshInterval: 0s}|status:"
            + " {syncedResourceVersion: 2-ab, conditions: [{type: Ready, status: 'True'}]}|Healthy",
        "external-secrets.io/v1|ExternalSecret|spec: {refreshInterval: 0h0m0s}|status:"
            + " {syncedResourceVersion: 2-ab, conditions: [{type: Ready, status: 'True'}]}|Healthy",
        "external-secrets.io/v1|SecretStore|spec: {}|status: {conditions: [{type: Ready, status:"
            + " 'False'}]}|Degraded",
        // Pod
        "v1|Pod|spec: {}|status: {phase: Running, conditions: [{type: Ready, status:"
            + " 'True'}]}|Healthy",
        "v1|Pod|spec: {}|status: {phase: Pending, containerStatuses: [{name: a, state: {waiting:"
            + " {reason: ImagePullBackOff}}}]}|Degraded",
        "v1|Pod|spec: {restartPolicy: Never}|status: {phase: Succeeded}|Healthy",
      })
  void theRuleOfAKind(String apiVersion, String kind, String spec, String status, String expected) {
    String yaml =
        "apiVersion: %s\nkind: %s\nmetadata: {name: a, generation: 3}\n%s\n%s\n"
            .formatted(apiVersion, kind, spec, status);

    assertThat(HealthRules.of(KubeYaml.readDocument(yaml, "test").content()))
        .map(health -> health.status().word())
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"type\":\"AbleToScale\",\"status\":\"True\"}]|Healthy",
        "[{\"type\":\"ScalingActive\",\"status\":\"False\",\"reason\":\"FailedGetResourceMetric\"}]|Degraded",
        "[]|Progressing",
        "no JSON|Progressing",
      })
  void anAutoscalerOfVersion1KeepsItsConditionsInAnAnnotation(String text, String expected) {
    String yaml =
        "apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: a,"
            + " annotations: {autoscaling.alpha.kubernetes.io/conditions: '"
            + text
            + "'}}\n";

    assertThat(HealthRules.of(KubeYaml.readDocument(yaml, "test").content()))
        .map(health -> health.status().word())
        .contains(expected);
  }

  @Test
  void aKindWithoutARuleHasNoHealth() {
    assertThat(
            HealthRules.of(
                KubeYaml.readDocument(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}", "test")
                    .content()))
        .isEmpty();
  }

  @Test
  void whatIsBeingDeletedIsOnItsWay() {
    assertThat(
            HealthRules.of(
                KubeYaml.readDocument(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {deletionTimestamp: now}}",
                        "test")
                    .content()))
        .contains(Health.progressing("Pending deletion"));
  }
}
