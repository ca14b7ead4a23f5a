package dev.sealer.sync.plan.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which fields that left Git are taken from their other owner. */
final class CoOwnedFieldsTest {

  private static ObjectNode object(String otherTime, String subresource, boolean dropped) {
    String yaml =
        """
        apiVersion: v1
        metadata:
          managedFields:
          - manager: helm
            operation: Update
            apiVersion: v1
            time: "%s"%s
            fieldsV1: {"f:data": {"f:level": {}, "f:old": {}, "f:theirs": {}}}
          - manager: sealer-sync
            operation: Apply
            apiVersion: v1
            time: "2026-01-02T00:00:00Z"
            fieldsV1: {"f:data": {"f:level": {}%s}}
        data: {level: info, old: x, theirs: y}
        """
            .formatted(
                otherTime,
                subresource.isEmpty() ? "" : "\n    subresource: " + subresource,
                dropped ? "" : ", \"f:old\": {}");
    JsonNode content = KubeYaml.readDocument(yaml, "object").content();
    return (ObjectNode) Json.parse(Json.text(content).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<CoOwnedFields> find(String otherTime, String subresource) {
    return CoOwnedFields.find(
        object(otherTime, subresource, false), object(otherTime, subresource, true), "sealer-sync");
  }

  @Test
  void whatGitDroppedIsTakenFromTheProgramThatMadeTheObject() {
    CoOwnedFields found = find("2026-01-01T00:00:00Z", "").orElseThrow();

    assertThat(found.managers()).containsExactly("helm");
    assertThat(found.pointers()).containsExactly("/data/old");
    assertThat(found.fields()).hasToString("{\"f:data\":{\"f:old\":{}}}");
  }

  @Test
  void aProgramThatWroteLaterKeepsItsFields() {
    assertThat(find("2026-01-03T00:00:00Z", "")).isEmpty();
  }

  @Test
  void anAutoscalerKeepsItsFields() {
    assertThat(find("2026-01-01T00:00:00Z", "scale")).isEmpty();
  }

  @Test
  void whatGitStillStatesIsShared() {
    ObjectNode live = object("2026-01-01T00:00:00Z", "", false);

    assertThat(CoOwnedFields.find(live, live, "sealer-sync")).isEmpty();
  }
}
