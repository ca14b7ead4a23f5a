package dev.sealer.sync.plan.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which fields are removed or adopted when a merge with the live object is invalid. */
final class MergeRepairTest {

  private static ObjectNode yaml(String text) {
    JsonNode content = KubeYaml.readDocument(text, "object").content();
    return (ObjectNode) Json.parse(Json.text(content).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<MergeRepair> repair(String desired, String live, String... refused) {
    return MergeRepair.find(yaml(desired), yaml(live), List.of(refused), "sealer-sync");
  }

  @Test
  void aDefaultThatNoLongerFitsIsRemoved() {
    MergeRepair repair =
        repair(
                "{spec: {strategy: {type: Recreate}}}",
                """
                apiVersion: apps/v1
                metadata:
                  managedFields:
                  - {manager: sealer-sync, operation: Apply, apiVersion: apps/v1, fieldsV1: {"f:spec": {"f:replicas": {}}}}
                spec:
                  replicas: 1
                  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%}}
                """,
                "spec.strategy.rollingUpdate")
            .orElseThrow();

    assertThat(repair.defaults())
        .hasToString("{\"f:spec\":{\"f:strategy\":{\"f:rollingUpdate\":{}}}}");
    assertThat(repair.managers()).isEmpty();
  }

  @Test
  void aNullThatStandsForADefaultIsLeftOut() {
    String desired =
        "{spec: {paused: null, strategy: {type: Recreate, rollingUpdate: null}, selector: {}}}";
    MergeRepair repair =
        repair(
                desired,
                "{spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%}}}}",
                "spec.strategy.rollingUpdate")
            .orElseThrow();

    assertThat(repair.withoutNulls(yaml(desired)))
        .isEqualTo(yaml("{spec: {paused: null, strategy: {type: Recreate}, selector: {}}}"));
  }

  @Test
  void anEditedListKeyIsTakenOver() {
    MergeRepair repair =
        repair(
                "{spec: {ports: [{name: http, port: 80}]}}",
                """
                apiVersion: v1
                metadata:
                  managedFields:
                  - {manager: sealer-sync, operation: Apply, apiVersion: v1, fieldsV1: {"f:spec": {"f:selector": {}}}}
                  - manager: kubectl-edit
                    operation: Update
                    apiVersion: v1
                    fieldsV1: {"f:spec": {"f:ports": {'k:{"port":83,"protocol":"TCP"}': {".": {}}}}}
                  - {manager: other, operation: Update, apiVersion: v1, fieldsV1: {"f:spec": {"f:type": {}}}}
                spec: {ports: [{name: http, port: 83, protocol: TCP}], type: ClusterIP}
                """,
                "spec.ports[1].name")
            .orElseThrow();

    assertThat(repair.managers()).containsExactly("kubectl-edit");
    assertThat(repair.fields()).hasToString("{\"f:spec\":{\"f:ports\":{}}}");
  }

  @Test
  void anotherProgramsFieldIsNotRemovedAsADefault() {
    assertThat(
            repair(
                "{spec: {strategy: {type: Recreate}}}",
                """
                apiVersion: apps/v1
                metadata:
                  managedFields:
                  - manager: flagger
                    operation: Apply
                    apiVersion: apps/v1
                    fieldsV1: {"f:spec": {"f:strategy": {"f:rollingUpdate": {}}}}
                spec: {strategy: {rollingUpdate: {maxSurge: 1}}}
                """,
                "spec.strategy.rollingUpdate"))
        .isEmpty();
  }

  @Test
  void metadataIsLeftAlone() {
    assertThat(repair("{metadata: {name: a}}", "{metadata: {uid: b}}", "metadata.name")).isEmpty();
  }

  @Test
  void pathsOfValidationAreReadStepByStep() {
    assertThat(MergeRepair.steps("spec.ports[1].name"))
        .containsExactly("spec", "ports", "1", "name");
    assertThat(MergeRepair.steps("metadata.labels[app.kubernetes.io/name]"))
        .containsExactly("metadata", "labels", "app.kubernetes.io/name");
  }
}
