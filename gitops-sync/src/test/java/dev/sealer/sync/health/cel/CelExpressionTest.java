package dev.sealer.sync.health.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.yaml.KubeYaml;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an expression yields, and that none takes much time or memory. */
final class CelExpressionTest {

  private final String canary = UUID.randomUUID().toString();
  private final ObjectNode object =
      (ObjectNode)
          KubeYaml.readDocument(
                  """
                  metadata: {name: web, managedFields: [{manager: kubectl}]}
                  spec: {replicas: 3, ratio: 0.5, paused: false, nothing: null}
                  status:
                    readyReplicas: 3
                    phase: Running
                    conditions: [{type: Ready, status: "True"}, {type: Stalled, status: "False"}]
                    token: %s
                  """
                      .formatted(canary),
                  "test")
              .content();

  private Object evaluate(String expression) throws CelFailureException {
    return CelExpression.compile(expression).evaluate(object);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "object.status.phase == 'Running'; true",
        "object.spec.replicas == object.status.readyReplicas; true",
        "object.spec.ratio < 1; true",
        "object.spec.replicas > 0.5; true",
        "object.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True'); true",
        "object.status.conditions.all(c, c.status == 'True'); false",
        "object.status.conditions.exists_one(c, c.status == 'True'); true",
        "object.status.conditions.filter(c, c.status == 'False').map(c, c.type)[0]; Stalled",
        "has(object.status.nothing) || has(object.spec.nothing); false",
        "has(object.metadata.managedFields); false",
        "'web' in [object.metadata.name]; true",
        "object.status.phase.matches('^Run'); true",
        "object.metadata.name + '/' + object.status.phase; web/Running",
        "string(object.spec.replicas) + ' replicas'; 3 replicas",
        "size(object.status.conditions); 2",
      })
  void yieldsAValue(String expression, String value) throws CelFailureException {
    assertThat(evaluate(expression)).hasToString(value);
  }

  @Test
  void yieldsAMap() throws CelFailureException {
    assertThat(evaluate("{'status': 'Healthy', 'message': object.status.phase}"))
        .isEqualTo(Map.of("status", "Healthy", "message", "Running"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "object.status..phase; 1:15: ",
        "other.status; 1:1: undeclared reference to 'other'",
        "object.status.phase ==; 1:23: ",
        "object.metadata.name.matches(object.status.phase); pattern must be a string literal",
        "object.metadata.name.matches('(a{1000}){1000}'); repetition by a count",
        "fib(3); undeclared reference to 'fib'",
      })
  void whatIsNotAnExpressionIsRefusedWithItsPlace(String expression, String message) {
    assertThatThrownBy(() -> CelExpression.compile(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "object.status.missing.phase; attribute not found",
        "object.status[object.status.token]; attribute not found",
        "object.status.conditions[5].type; index out of bounds",
        "1 / (object.spec.replicas - 3) == 1; divide by zero",
        "int(object.status.token) == 1; bad format",
        "timestamp(object.status.token) < timestamp('2026-01-01T00:00:00Z'); bad format",
        "object.status.phase + object.spec.replicas == ''; overload not found",
      })
  void aFailureSaysNothingOfTheObject(String expression, String message) {
    assertThatThrownBy(() -> evaluate(expression))
        .isInstanceOf(CelFailureException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain(canary));
  }

  static List<String> hostile() {
    String doubling = ".map(y, y + y)".repeat(12);
    String manyTimes = ".map(y, " + "y + ".repeat(12) + "y)";
    String nesting = ".map(y, [y, y, y, y, y, y, y, y])".repeat(12);
    String items =
        IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining(","));
    String loops =
        IntStream.range(0, 6)
            .mapToObj(i -> "[" + items + "].all(x" + i + ", ")
            .collect(Collectors.joining());
    return List.of(
        "['aaaaaaaaaaaaaaaaaaaa']" + doubling + doubling.substring(0, 14) + "[0] == ''",
        "['aaaaaaaaaaaaaaaaaaaa']" + manyTimes.repeat(9) + "[0] == ''",
        "['a']" + nesting + " == ['a']" + nesting,
        "size(['a']" + nesting + ") == 1",
        loops + "true" + ")".repeat(6),
        "object.data.map(a, object.data.map(b, object.data.map(c, a + b + c))).size() == 1",
        "object.data.all(a, object.data.all(b, object.data == object.data))",
        "object.data.exists(a, object.data.exists(b, (a + b).matches('(.*)(.*)(.*)(.*)x')))",
        "object.data.all(a, object.data.all(b, !(a + a + a + a).contains(b + b + 'x')))");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileExpressionEnds(String expression) {
    var data = object.putArray("data");
    for (int i = 0; i < 2_000; i++) {
      data.add("a".repeat(4_000) + i);
    }
    assertThatThrownBy(() -> evaluate(expression))
        .isInstanceOf(CelFailureException.class)
        .message()
        .containsAnyOf("too many steps", "iteration budget exceeded");
  }

  @Test
  void anErrorDoesNotCountIfTheOtherOperandDecidesButTooManyStepsDo() throws CelFailureException {
    object.withObject("/data").put("a", "a".repeat(4_000));
    String large =
        "[1, 2, 3, 4, 5, 6, 7, 8].all(x, [1, 2, 3, 4, 5, 6, 7, 8].all(y, size("
            + "object.data.a + object.data.a) > 0)) && false";

    assertThat(evaluate("1 / 0 == 1 || true")).isEqualTo(true);
    assertThatThrownBy(() -> evaluate(large + " || true"))
        .isInstanceOf(CelFailureException.class)
        .hasMessageContaining("too many steps");
  }

  @Test
  void aLongOrDeepExpressionIsRefused() {
    List.of(
            "(".repeat(500) + "true" + ")".repeat(500),
            "[".repeat(1_000) + "]".repeat(1_000),
            "1" + " + 1".repeat(900) + " == 2",
            "'" + "a".repeat(5_000) + "' == ''")
        .forEach(text ->
            assertThatThrownBy(() -> CelExpression.compile(text))
                .isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void aStringThatIsTooLongIsNotVisible() throws CelFailureException {
    JsonNode _ = object.withObject("/data").put("short", "a".repeat(4_096));
    JsonNode _ = object.withObject("/data").put("long", "a".repeat(4_097));

    assertThat(evaluate("has(object.data.short)")).isEqualTo(true);
    assertThat(evaluate("has(object.data.long)")).isEqualTo(false);
  }
}
