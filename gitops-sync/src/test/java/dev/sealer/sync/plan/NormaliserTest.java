package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.manifest.ManifestReader;
import dev.sealer.sync.manifest.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NormaliserTest {

  @Test
  void theDestinationNamespaceIsSetOnNamespacedObjectsThatNameNone() {
    DesiredSet desired =
        normalise(
            "prod",
            """
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: other}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: c, namespace: wrong}}
            """);

    assertThat(desired.resources())
        .extracting(one -> one.id().toString())
        .containsExactly("ConfigMap prod/a", "ConfigMap other/b", "Namespace c");
    assertThat(tracking(desired.resources().get(1))).isEqualTo("app:/ConfigMap:other/b");
    assertThat(tracking(desired.resources().get(2))).isEqualTo("app:/Namespace:prod/c");
  }

  @Test
  void withoutANamespaceTheObjectIsNamed() {
    assertThatThrownBy(
            () -> normalise("", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("a.yaml:1")
        .hasMessageContaining("spec.destination.namespace");
  }

  @Test
  void theRulesOfAnAggregatedRoleAreLeftToKubernetes() {
    DesiredSet desired =
        normalise(
            "prod",
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: all}
            aggregationRule: {clusterRoleSelectors: [{matchLabels: {all: "true"}}]}
            rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: part}
            rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
            """);

    assertThat(desired.resources())
        .extracting(one -> one.object().has("rules"))
        .containsExactly(false, true);
  }

  @Test
  void aRepeatedObjectIsWarnedOfAndTheLastCounts() {
    DesiredSet desired =
        normalise(
            "prod",
            """
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "1"}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "2"}}
            """);

    assertThat(desired.resources()).hasSize(1);
    assertThat(desired.resources().getFirst().object().at("/data/x").asText()).isEqualTo("2");
    assertThat(desired.warnings().getFirst().message()).contains("a.yaml:1", "a.yaml:3");
  }

  @Test
  void aRepeatedHookIsWarnedOfAndTheLastCounts() {
    DesiredSet desired =
        normalise(
            "prod",
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: a, annotations: {argocd.argoproj.io/hook: PreSync}}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: a, annotations: {argocd.argoproj.io/hook: PostSync}}
            """);

    assertThat(desired.hooks()).hasSize(1);
    assertThat(desired.hooks().getFirst().hook().orElseThrow().phases())
        .containsExactly(SyncPhase.POST_SYNC);
    assertThat(desired.warnings().getFirst().message()).contains("a.yaml:1", "a.yaml:5");
  }

  @Test
  void definitionsTellTheScopeOfTheirKindAndAreNotTracked() {
    DesiredSet desired =
        normalise(
            "prod",
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: planets.example.com}
            spec: {group: example.com, scope: Cluster, names: {kind: Planet}}
            ---
            {apiVersion: example.com/v1, kind: Planet, metadata: {name: mars}}
            """);

    assertThat(desired.resources().get(1).id().namespace()).isEmpty();
    assertThat(desired.resources().get(0).object().at("/metadata/annotations").isMissingNode())
        .isTrue();
  }

  @Test
  void excludedKindsAreNamedAndLeftOut() {
    DesiredSet desired =
        normalise(
            "prod",
            """
            {apiVersion: v1, kind: Event, metadata: {name: a}}
            ---
            {apiVersion: events.k8s.io/v1, kind: Event, metadata: {name: b}}
            ---
            {apiVersion: metrics.k8s.io/v1beta1, kind: PodMetrics, metadata: {name: c}}
            ---
            {apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: d}}
            """);

    assertThat(desired.resources()).isEmpty();
    assertThat(desired.warnings())
        .hasSize(4)
        .extracting(DesiredSet.Warning::type)
        .containsOnly("ExcludedResourceWarning");
  }

  @Test
  void aTrackingAnnotationOfGitIsReplaced() {
    DesiredSet desired =
        normalise(
            "prod",
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations:"
                + " {argocd.argoproj.io/tracking-id: 'other:/ConfigMap:x/y'}}}");

    assertThat(tracking(desired.resources().getFirst())).isEqualTo("app:/ConfigMap:prod/a");
  }

  @Test
  void hooksAreApartAndUnsupportedOnesAreSaid() {
    DesiredSet desired =
        normalise(
            "prod",
            """
            {apiVersion: batch/v1, kind: Job, metadata: {name: a, annotations: {argocd.argoproj.io/hook: "PreSync,PostSync"}}}
            ---
            {apiVersion: batch/v1, kind: Job, metadata: {name: b, annotations: {argocd.argoproj.io/hook: "PostSync,PreDelete"}}}
            ---
            {apiVersion: batch/v1, kind: Job, metadata: {name: d, annotations: {argocd.argoproj.io/hook: test}}}
            ---
            {apiVersion: batch/v1, kind: Job, metadata: {name: c, annotations: {helm.sh/hook: pre-install, helm.sh/hook-weight: "-5"}}}
            """);

    assertThat(desired.resources()).isEmpty();
    assertThat(desired.hooks()).extracting(hook -> hook.id().name()).containsExactly("a", "b", "c");
    assertThat(desired.hooks().get(1).hook().orElseThrow().phases())
        .containsExactly(SyncPhase.POST_SYNC);
    assertThat(desired.hooks().get(2).wave()).isEqualTo(-5);
    assertThat(desired.deletionHooks()).extracting(hook -> hook.id().name()).containsExactly("b");
    assertThat(desired.deletionHooks().getFirst().hook().orElseThrow().phases())
        .containsExactly(SyncPhase.PRE_DELETE);
    assertThat(desired.warnings().getFirst().message()).contains("hook test", "not supported");
  }

  @Test
  void theLastOfEntriesWithOneKeyCounts() {
    DesiredSet desired =
        normalise(
            "prod",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: twice}
            spec:
              template:
                spec:
                  imagePullSecrets: [{name: a}, {name: a}]
                  containers:
                  - name: main
                    ports: [{containerPort: 80}, {containerPort: 80, protocol: UDP}, {containerPort: 80, protocol: TCP}]
                    env: [{name: LEVEL, value: info}, {name: REGION, value: north}, {name: LEVEL, value: debug}]
            """);
    JsonNode pod = desired.resources().getFirst().object().at("/spec/template/spec");

    assertThat(pod.path("imagePullSecrets")).hasSize(1);
    assertThat(pod.at("/containers/0/ports")).hasSize(2);
    assertThat(pod.at("/containers/0/env")).hasSize(2);
    assertThat(pod.at("/containers/0/env/1/value").asText()).isEqualTo("debug");
    assertThat(desired.warnings())
        .extracting(DesiredSet.Warning::message)
        .contains(
            "Deployment.apps prod/twice (a.yaml:1): spec.template.spec.containers[0].env: LEVEL is"
                + " given twice; the last one counts");
  }

  @Test
  void listsOfOtherGroupsAreLeftAsTheyAre() {
    DesiredSet desired =
        normalise(
            "prod",
            """
            apiVersion: example.com/v1
            kind: Thing
            metadata: {name: a}
            spec: {env: [{name: A}, {name: A}]}
            """);

    assertThat(desired.resources().getFirst().object().at("/spec/env")).hasSize(2);
    assertThat(desired.warnings()).isEmpty();
  }

  @Test
  void aSyncOptionWithoutEffectIsNamedWithItsObject() {
    DesiredSet desired =
        normalise(
            "prod",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
              annotations:
                argocd.argoproj.io/sync-options: Prune=false,ServerSideApply=false, Prun=false,PruneLast,CreateNamespace=true,
            """);

    assertThat(desired.warnings())
        .extracting(DesiredSet.Warning::type)
        .containsOnly("SyncOptionWarning");
    assertThat(desired.warnings())
        .extracting(DesiredSet.Warning::message)
        .containsExactly(
            "ConfigMap prod/a (a.yaml:1): sync option PruneLast is not of the form Name=value",
            "ConfigMap prod/a (a.yaml:1): sync option Prun=false is not known",
            "ConfigMap prod/a (a.yaml:1): sync option ServerSideApply=false: objects are always written by"
                + " server-side apply",
            "ConfigMap prod/a (a.yaml:1): sync option CreateNamespace=true counts in"
                + " spec.syncPolicy.syncOptions only");
  }

  @Test
  void aCopiedTrackingAnnotationDoesNotDescribeItsCopy() {
    Tracking tracking = Tracking.parse("app:apps/Deployment:ns/web").orElseThrow();

    assertThat(tracking.describes(new ResourceId("apps", "Deployment", "ns", "web"))).isTrue();
    assertThat(tracking.describes(new ResourceId("apps", "ReplicaSet", "ns", "web"))).isFalse();
  }

  private static DesiredSet normalise(String namespace, String yaml) {
    ApplicationContext context =
        new ApplicationContext(
            "app",
            TrackingRules.standard(),
            namespace,
            (apiVersion, kind) ->
                switch (kind) {
                  case "Namespace", "CustomResourceDefinition" -> Optional.of(false);
                  case "Planet" -> Optional.empty();
                  default -> Optional.of(true);
                });
    return Normaliser.normalise(
        ManifestReader.read("a.yaml", yaml.getBytes(StandardCharsets.UTF_8)), context);
  }

  private static String tracking(Desired one) {
    return one.object().path("metadata").path("annotations").path(Tracking.ANNOTATION).asText();
  }
}
