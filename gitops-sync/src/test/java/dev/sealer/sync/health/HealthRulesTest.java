package dev.sealer.sync.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HealthRulesTest {

  private static final int AT_LEAST = 150;

  static List<String> objects() throws IOException {
    try (InputStream table = HealthRulesTest.class.getResourceAsStream("objects.txt")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void anObjectOfTheTable(String line) {
    List<String> parts = List.of(line.split(" \\| ", -1));
    ObjectNode object =
        (ObjectNode)
            KubeYaml.readDocument(
                    "{apiVersion: %s, kind: %s, %s}"
                        .formatted(parts.get(0), parts.get(1), parts.get(2)),
                    "test")
                .content();
    object.withObject("metadata").put("name", "a").put("generation", 3);

    assertThat(HealthRules.of(object).map(health -> health.status().word()).orElse("none"))
        .isEqualTo(parts.get(3));
  }

  @Test
  void theTableIsComplete() throws IOException {
    assertThat(objects()).hasSizeGreaterThanOrEqualTo(AT_LEAST).doesNotHaveDuplicates();
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
}
