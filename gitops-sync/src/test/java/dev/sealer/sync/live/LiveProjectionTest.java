package dev.sealer.sync.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.health.HealthStatus;
import dev.sealer.sync.live.LiveObject.Change;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.ApplicationNamespaces;
import dev.sealer.sync.plan.TrackingRules;
import dev.sealer.sync.plan.settings.ArgoSettings;
import dev.sealer.sync.plan.settings.TrackingSettings;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is kept of an object of the cluster. */
final class LiveProjectionTest {

  private static final ResourceType DEPLOYMENT =
      new ResourceType("apps", "v1", "Deployment", "deployments", true);
  private static final String TRACKED =
      "argocd.argoproj.io/tracking-id: 'web:apps/Deployment:ns/web'";

  private static LiveProjection newProjection() {
    return projection(LiveRules.of(ArgoSettings.standard()));
  }

  private static LiveProjection projection(LiveRules rules) {
    return new LiveProjection(
        new KeyedHash(new SecureRandom()), ApplicationNamespaces.only("argocd"), rules);
  }

  private final LiveProjection projection = newProjection();
  private final String canary = UUID.randomUUID().toString();

  private static ObjectNode tree(String yaml) {
    String json = Json.text(KubeYaml.readDocument(yaml, "test").content());
    return (ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode deployment(String annotation) {
    return tree(
        """
        metadata:
          name: web
          namespace: ns
          uid: u
          resourceVersion: "7"
          generation: 3
          labels: {secret: %1$s}
          annotations: {note: %1$s, %2$s}
          managedFields:
          - manager: sealer-sync
            operation: Apply
            apiVersion: apps/v1
            fieldsV1: {'f:spec': {'f:replicas': {}, 'f:template': {}}}
        spec: {replicas: 1, template: {env: %1$s}}
        status: {observedGeneration: 3, replicas: 1, updatedReplicas: 1, availableReplicas: 0}
        """
            .formatted(canary, annotation));
  }

  private LiveObject.Summary summary(ObjectNode object) {
    return projection.of(DEPLOYMENT, object).summary().orElseThrow();
  }

  @Test
  void keepsNoContentOfAnObject() {
    LiveObject kept = projection.of(DEPLOYMENT, deployment(TRACKED));

    assertThat(kept.toString()).contains("web", "sealer-sync").doesNotContain(canary);
    assertThat(kept.summary().orElseThrow().owned()).hasSize(22);
    assertThat(kept.application()).hasValue(new ObjectKey("argocd", "web"));
    assertThat(kept.summary().orElseThrow().facts().health().orElseThrow().status())
        .isEqualTo(HealthStatus.PROGRESSING);
  }

  @Test
  void keepsLittleOfWhatBelongsToNoApplication() {
    LiveObject kept = projection.of(DEPLOYMENT, deployment("other: one"));

    assertThat(kept.summary()).isEmpty();
    assertThat(kept.id()).isEqualTo(new ResourceId("apps", "Deployment", "ns", "web"));
    assertThat(kept.resourceVersion()).isEqualTo("7");
  }

  @Test
  void theMetadataOfASecretIsEnoughAndItsOwnedValuesAreUnknown() {
    ObjectNode metadata =
        tree(
            """
            metadata:
              name: db
              namespace: ns
              uid: u
              resourceVersion: "7"
              annotations: {argocd.argoproj.io/tracking-id: 'web:/Secret:ns/db'}
              managedFields:
              - {manager: sealer-sync, operation: Apply, apiVersion: v1, fieldsV1: {'f:data': {}}}
            """);
    ObjectNode whole = metadata.deepCopy();
    whole.putObject("data").put("password", canary);

    LiveObject kept = projection.of(ResourceType.SECRET, metadata);

    LiveObject read = projection.of(ResourceType.SECRET, whole);
    assertThat(read.since(kept)).isEqualTo(Change.NONE);
    assertThat(read.toString()).doesNotContain(canary);
    LiveObject.Summary summary = kept.summary().orElseThrow();
    assertThat(summary.owned()).isEmpty();
    assertThat(summary.facts().managers()).containsExactly("sealer-sync");
  }

  @Test
  void theMetadataOfASecretTellsItsApplicationByLabel() {
    ObjectNode metadata =
        tree(
            """
            metadata:
              name: db
              namespace: ns
              labels: {app.kubernetes.io/instance: web}
              managedFields:
              - manager: sealer-sync
                operation: Apply
                apiVersion: v1
                fieldsV1: {'f:metadata': {'f:labels': {'f:app.kubernetes.io/instance': {}}}}
            """);
    TrackingRules byLabel =
        new TrackingRules(
            new TrackingSettings(TrackingSettings.Method.LABEL, "app.kubernetes.io/instance", ""));
    LiveProjection other = projection(new LiveRules(byLabel, HealthChecks.builtIn()));

    assertThat(other.of(ResourceType.SECRET, metadata.deepCopy()).application())
        .hasValue(new ObjectKey("argocd", "web"));
    assertThat(projection.of(ResourceType.SECRET, metadata).application()).isEmpty();
  }

  @Test
  void theHashIsThatOfTheSameFieldsInGit() {
    JsonNode desired =
        tree(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: ns}
            spec: {template: {env: %s}, replicas: 1}
            """
                .formatted(canary));
    String other = newProjection().stated(desired);

    assertThat(projection.stated(desired)).isEqualTo(summary(deployment(TRACKED)).owned());
    assertThat(other).isNotEqualTo(projection.stated(desired));
  }

  @Test
  void onlyAChangeThatConcernsSomebodyIsOne() {
    LiveObject before = projection.of(DEPLOYMENT, deployment(TRACKED));
    ObjectNode touched = deployment(TRACKED);
    touched.withObject("/metadata").put("resourceVersion", "8");
    touched.withObject("/status").put("collisionCount", 1);
    ObjectNode healthy = touched.deepCopy();
    healthy.withObject("/status").put("availableReplicas", 1);
    ObjectNode further = touched.deepCopy();
    further.withObject("/status").put("updatedReplicas", 0);
    ObjectNode deleted = touched.deepCopy();
    deleted.withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
    ObjectNode drifted = touched.deepCopy();
    drifted.withObject("/metadata").put("generation", 4);

    assertThat(projection.of(DEPLOYMENT, touched).since(before)).isEqualTo(Change.NONE);
    assertThat(projection.of(DEPLOYMENT, further).since(before)).isEqualTo(Change.OF_MESSAGE);
    assertThat(projection.of(DEPLOYMENT, healthy).since(before)).isEqualTo(Change.OF_STATE);
    assertThat(projection.of(DEPLOYMENT, deleted).since(before)).isEqualTo(Change.OF_STATE);
    assertThat(projection.of(DEPLOYMENT, drifted).since(before)).isEqualTo(Change.OF_STATE);
    assertThat(summary(healthy).comparesLike(before.summary().orElseThrow())).isTrue();
    assertThat(summary(drifted).comparesLike(before.summary().orElseThrow())).isFalse();
  }
}
