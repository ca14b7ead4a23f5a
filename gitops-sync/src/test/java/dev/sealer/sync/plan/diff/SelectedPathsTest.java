package dev.sealer.sync.plan.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.IgnoreDifference;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.yaml.KubeYaml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that a jq expression selects may differ, and keep their live value where asked. */
final class SelectedPathsTest {

  private static final ResourceId ID = new ResourceId("apps", "Deployment", "ns", "web");

  private static IgnoreRules rules(String... expressions) {
    return IgnoreRules.of(
        List.of(
            new IgnoreDifference(
                "apps", "Deployment", null, null, List.of(), List.of(expressions), List.of())),
        List.of());
  }

  private static ObjectNode tree(String yaml) {
    return (ObjectNode) KubeYaml.readDocument(yaml, "test").content();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ".spec.list[] | select(. == 1); {spec: {list: [2, 3, 2]}}",
        ".spec.list[]; {spec: {list: []}}",
        ".spec.list[-1]; {spec: {list: [1, 2, 1, 3]}}",
        ".spec.list[1:3]; {spec: {list: [1, 3, 2]}}",
        ".spec.list[:2]; {spec: {list: [1, 3, 2]}}",
        ".spec.list[9]; {spec: {list: [1, 2, 1, 3, 2]}}",
        ".spec.list[1000000000]; {spec: {list: [1, 2, 1, 3, 2]}}",
        ".spec.list, .spec.list[0]; {spec: {}}",
        ".spec.absent.field; {spec: {list: [1, 2, 1, 3, 2]}}",
      })
  void whatIsSelectedIsRemoved(String expression, String left) {
    ObjectNode document = tree("{spec: {list: [1, 2, 1, 3, 2]}}");

    assertThat(rules(expression).strip(ID, document, document)).isEqualTo(tree(left));
    assertThat(document).isEqualTo(tree("{spec: {list: [1, 2, 1, 3, 2]}}"));
  }

  @Test
  void aContainerThatAWebhookAddsIsNoDifference() {
    JsonNode desired = tree("{spec: {containers: [{name: app, image: a}]}}");
    JsonNode live = tree("{spec: {containers: [{name: proxy}, {name: app, image: a}]}}");

    assertThat(
            Differences.between(
                ID, desired, live, rules(".spec.containers[] | select(.name == \"proxy\")")))
        .isEmpty();
    assertThat(Differences.between(ID, desired, live, rules(".spec.nothing"))).isNotEmpty();
  }

  @Test
  void aRespectedRuleKeepsTheLiveValueOfTheItemOfTheSameName() {
    ObjectNode desired = tree("{spec: {containers: [{name: app, image: a}, {name: b, image: b}]}}");
    ObjectNode live =
        tree("{spec: {containers: [{name: x}, {name: b, image: b2}, {name: app, image: a2}]}}");
    String second = ".spec.containers[] | select(.name == \"b\") | .image";

    assertThat(rules(second).carry(ID, desired, live, true))
        .isEqualTo(tree("{spec: {containers: [{name: app, image: a}, {name: b, image: b2}]}}"));
    assertThat(rules(second).carry(ID, desired, live, false)).isEqualTo(desired);
    assertThat(rules(".spec.containers[].image").carry(ID, desired, live, true))
        .isEqualTo(tree("{spec: {containers: [{name: app, image: a2}, {name: b, image: b2}]}}"));
  }

  @Test
  void aRespectedRuleLeavesOutWhatTheLiveObjectLacks() {
    ObjectNode desired = tree("{spec: {replicas: 1, list: [1, 2]}, other: 1}");

    assertThat(rules(".spec.replicas").carry(ID, desired, tree("{spec: {list: [1]}}"), true))
        .isEqualTo(tree("{spec: {list: [1, 2]}, other: 1}"));
    assertThat(rules(".spec.list[1]").carry(ID, desired, tree("{spec: {list: [1]}}"), true))
        .isEqualTo(tree("{spec: {replicas: 1, list: [1]}, other: 1}"));
    assertThat(rules(".spec.added").carry(ID, desired, tree("{spec: {added: x}}"), true))
        .isEqualTo(tree("{spec: {replicas: 1, list: [1, 2], added: x}, other: 1}"));
  }
}
