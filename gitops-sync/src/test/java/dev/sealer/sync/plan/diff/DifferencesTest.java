package dev.sealer.sync.plan.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.IgnoreDifference;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.yaml.KubeYaml;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  private static final String LIVE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        namespace: ns
        resourceVersion: "7"
        managedFields:
        - manager: sealer-sync
          operation: Apply
          time: "2026-01-01T00:00:00Z"
          fieldsV1: {"f:spec": {"f:paused": {}}}
        - manager: kubectl-edit
          operation: Update
          time: "2026-01-02T00:00:00Z"
          fieldsV1:
            "f:spec":
              "f:replicas": {}
              "f:template": {"f:spec": {"f:containers": {'k:{"name":"app"}': {"f:image": {}}}}}
      spec:
        replicas: 5
        template: {spec: {containers: [{name: side, image: s}, {name: app, image: edited}]}}
      status: {replicas: 5}
      """;
  private static final String PREDICTED =
      LIVE.replace("replicas: 5\n  template", "replicas: 3\n  template")
          .replace("image: edited", "image: wanted")
          .replace("\"7\"", "\"8\"")
          .replace("status: {replicas: 5}", "status: {replicas: 9}");

  @Test
  void onlyWhatGitWantsOtherwiseIsADifference() {
    assertThat(differences(List.of()))
        .containsExactly("/spec/replicas", "/spec/template/spec/containers/1/image");
  }

  @Test
  void theAuthorOfEachDifferenceIsNamed() {
    assertThat(DriftAuthors.describe(tree(LIVE), differences(List.of()), "sealer-sync"))
        .isEqualTo(
            ".spec.replicas by kubectl-edit (Update, 2026-01-02T00:00:00Z),"
                + " .spec.template.spec.containers[1].image by kubectl-edit (Update,"
                + " 2026-01-02T00:00:00Z)");
  }

  @Test
  void ignoredPointersAndManagersAreNoDifference() {
    assertThat(differences(List.of(rule(List.of("/spec/replicas"), List.of()))))
        .containsExactly("/spec/template/spec/containers/1/image");
    assertThat(differences(List.of(rule(List.of(), List.of("kubectl-edit"))))).isEmpty();
  }

  @Test
  void aRuleForAnotherObjectDoesNotCount() {
    IgnoreDifference other =
        new IgnoreDifference(
            "apps", "Deployment", "other", null, List.of("/spec/replicas"), List.of(), List.of());

    assertThat(differences(List.of(other))).hasSize(2);
  }

  @Test
  void anAutoscalersReplicasAreNoDifferenceAndAreNotWritten() {
    JsonNode autoscaler =
        tree(
            """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: web, namespace: ns}
            spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
            """);
    IgnoreRules rules = IgnoreRules.of(List.of(), List.of(autoscaler));
    ResourceId id = ResourceId.of(tree(LIVE));

    assertThat(Differences.between(id, tree(PREDICTED), tree(LIVE), rules))
        .containsExactly("/spec/template/spec/containers/1/image");
    assertThat(rules.carry(id, tree(PREDICTED), tree(LIVE), false).at("/spec/replicas").asInt())
        .isEqualTo(5);
  }

  @Test
  void respectedRulesKeepTheLiveValueWhenWriting() {
    ResourceId id = ResourceId.of(tree(LIVE));
    IgnoreRules pointers =
        IgnoreRules.of(List.of(rule(List.of("/spec/replicas"), List.of())), List.of());
    IgnoreRules managers =
        IgnoreRules.of(List.of(rule(List.of(), List.of("kubectl-edit"))), List.of());

    assertThat(pointers.carry(id, tree(PREDICTED), tree(LIVE), true).at("/spec/replicas").asInt())
        .isEqualTo(5);
    assertThat(pointers.carry(id, tree(PREDICTED), tree(LIVE), false).at("/spec/replicas").asInt())
        .isEqualTo(3);
    ObjectNode carried = managers.carry(id, tree(PREDICTED), tree(LIVE), true);
    assertThat(carried.at("/spec/template/spec/containers/1/image").asText()).isEqualTo("edited");
  }

  @Test
  void whatIsLeftOfAMapWithoutItsIgnoredFieldsIsNoDifference() {
    ResourceId id = new ResourceId("apps", "Deployment", "ns", "web");
    JsonNode with = tree("{metadata: {labels: {a: x}}}");
    JsonNode without = tree("{metadata: {}}");
    IgnoreRules label =
        IgnoreRules.of(List.of(rule(List.of("/metadata/labels/a"), List.of())), List.of());

    assertThat(Differences.between(id, with, without, label)).isEmpty();
  }

  @Test
  void anEmptyMapSaysSomethingElseThanNone() {
    assertThat(
            Differences.between(
                new ResourceId("", "Pod", "ns", "a"),
                tree("{spec: {volumes: [{name: v, emptyDir: {}}]}}"),
                tree("{spec: {volumes: [{name: v}]}}"),
                IgnoreRules.of(List.of(), List.of())))
        .containsExactly("/spec/volumes/0/emptyDir");
  }

  private static List<String> differences(List<IgnoreDifference> rules) {
    return Differences.between(
        ResourceId.of(tree(LIVE)), tree(PREDICTED), tree(LIVE), IgnoreRules.of(rules, List.of()));
  }

  private static IgnoreDifference rule(List<String> pointers, List<String> managers) {
    return new IgnoreDifference("apps", "Deployment", null, null, pointers, List.of(), managers);
  }

  private static ObjectNode tree(String yaml) {
    return (ObjectNode) KubeYaml.readDocument(yaml, "test").content();
  }
}
