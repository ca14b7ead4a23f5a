package dev.sealer.sync.plan.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which differences are Sealer's to undo. */
final class OwnFieldsTest {

  private static ObjectNode object(String fields, String data) {
    JsonNode content =
        KubeYaml.readDocument(
                """
                metadata:
                  managedFields:
                  - {manager: sealer-sync, operation: Apply, fieldsV1: %s}
                  - {manager: sealer-sync, operation: Update, fieldsV1: {"f:data": {"f:stamp": {}}}}
                data: %s
                """
                    .formatted(fields, data),
                "object")
            .content();
    return (ObjectNode) Json.parse(Json.text(content).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatAWebhookChangesInTheDryRunIsNoDifference() {
    ObjectNode live = object("{\"f:data\": {\"f:a\": {}}}", "{a: x, stamp: one}");
    ObjectNode predicted = object("{\"f:data\": {\"f:a\": {}}}", "{a: y, stamp: two}");

    assertThat(OwnFields.filter(List.of("/data/a", "/data/stamp"), live, predicted, "sealer-sync"))
        .containsExactly("/data/a");
  }

  @Test
  void whatGitAddsAndWhatGitDropsAreDifferences() {
    ObjectNode live = object("{\"f:data\": {\"f:old\": {}}}", "{old: x}");
    ObjectNode predicted = object("{\"f:data\": {\"f:new\": {}}}", "{new: x}");

    assertThat(OwnFields.filter(List.of("/data/new", "/data/old"), live, predicted, "sealer-sync"))
        .containsExactly("/data/new", "/data/old");
  }
}
