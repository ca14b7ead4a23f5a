package dev.sealer.sync.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.yaml.KubeYaml;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An installation's own check of a kind comes before the built-in one. */
final class HealthChecksTest {

  private static final String KEY = "sealer.dev.health.example.com_Widget";
  private static final String WIDGET =
      "{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}, status: {phase: Up}}";

  private static JsonNode object(String yaml) {
    return KubeYaml.readDocument(yaml, "test").content();
  }

  private static Optional<Health> widget(String expression) {
    return HealthChecks.builtIn().with(KEY, "example.com/Widget", expression).of(object(WIDGET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "object.status.phase == 'Up' ? 'Healthy' : 'Degraded'; HEALTHY; ``",
        "'Suspended'; SUSPENDED; ``",
        "{'status': 'Progressing', 'message': 'phase ' + object.status.phase}; PROGRESSING; phase Up",
        "{'status': 'Degraded', 'message': 'two\\nlines'}; DEGRADED; two lines",
        "{'status': 'Missing'}; MISSING; ``",
      })
  void theResultIsTheHealth(String expression, HealthStatus status, String message) {
    assertThat(widget(expression)).hasValue(new Health(status, message));
  }

  @ParameterizedTest
  @CsvSource({
    "'', PROGRESSING, no status yet",
    "'phase: Failed, reason: no disk', DEGRADED, no disk",
    "'phase: Up, conditions: [{type: Ready, status: \"True\"}]', HEALTHY, ''",
    "'phase: Up, conditions: [{type: Ready, status: \"False\"}]', PROGRESSING, ''",
  })
  void theExampleOfTheDocumentation(String status, HealthStatus expected, String message) {
    String expression =
        """
        !has(object.status) ? {'status': 'Progressing', 'message': 'no status yet'} :
        object.status.phase == 'Failed' ? {'status': 'Degraded', 'message': object.status.reason} :
        object.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True') ? {'status': 'Healthy'} :
        {'status': 'Progressing'}
        """;
    String widget =
        WIDGET.replace("status: {phase: Up}", status.isEmpty() ? "" : "status: {" + status + "}");

    assertThat(
            HealthChecks.builtIn().with(KEY, "example.com/Widget", expression).of(object(widget)))
        .hasValue(new Health(expected, message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'healthy'",
        "''",
        "true",
        "3",
        "['Healthy']",
        "{'message': 'Healthy'}",
        "{'status': 1}",
        "object.status.missing",
        "[1].all(x, 1 / 0 == x) ? 'Healthy' : 'Degraded'",
      })
  void whatIsNotAHealthIsUnknownAndNamesTheKey(String expression) {
    Health health = widget(expression).orElseThrow();

    assertThat(health.status()).isEqualTo(HealthStatus.UNKNOWN);
    assertThat(health.message()).startsWith(KEY + ": ").doesNotContain("Up");
  }

  @Test
  void aLongMessageIsCut() {
    Health health =
        widget("{'status': 'Degraded', 'message': '" + "a".repeat(2_000) + "'}").orElseThrow();

    assertThat(health.message()).hasSizeLessThan(600).startsWith("aaa");
  }

  @Test
  void aCheckOfItsOwnComesBeforeTheBuiltInOneForItsKindOnly() {
    String claim = "{apiVersion: v1, kind: PersistentVolumeClaim, status: {phase: Pending}}";
    HealthChecks checks = HealthChecks.builtIn().with("key", "PersistentVolumeClaim", "'Healthy'");

    assertThat(HealthChecks.builtIn().of(object(claim)).orElseThrow().status())
        .isEqualTo(HealthStatus.PROGRESSING);
    assertThat(checks.of(object(claim))).hasValue(Health.HEALTHY);
    assertThat(checks.of(object(WIDGET))).isEmpty();
  }

  @Test
  void anObjectThatIsBeingDeletedIsProgressing() {
    JsonNode deleting =
        object(WIDGET.replace("name: a", "name: a, deletionTimestamp: '2026-01-01T00:00:00Z'"));

    assertThat(HealthChecks.builtIn().with(KEY, "example.com/Widget", "'Healthy'").of(deleting))
        .hasValue(Health.progressing("Pending deletion"));
  }

  @Test
  void aSecretHasNone() {
    assertThatThrownBy(() -> HealthChecks.builtIn().with("key", "Secret", "'Healthy'"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key: a Secret has no health; its content is not read");
  }

  @Test
  void checksAreEqualIfTheirTextIs() {
    HealthChecks one = HealthChecks.builtIn().with(KEY, "example.com/Widget", "'Healthy'");

    assertThat(one)
        .isEqualTo(HealthChecks.builtIn().with(KEY, "example.com/Widget", "'Healthy'"))
        .isNotEqualTo(HealthChecks.builtIn().with(KEY, "example.com/Widget", "'Degraded'"))
        .isNotEqualTo(HealthChecks.builtIn());
  }
}
