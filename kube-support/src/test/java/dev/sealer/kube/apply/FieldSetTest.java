package dev.sealer.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.client.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldSetTest {

  private static final String OBJECT =
      """
      {'spec': {
        'replicas': 2,
        'template': {'image': 'a', 'pull/policy': 'Always'},
        'ports': [{'port': 80, 'name': 'web'}, {'port': 81, 'name': 'admin'}],
        'finalizers': ['one', 'two']}}
      """;
  private static final FieldSet SOME =
      set(
          """
          {'f:spec': {
            'f:replicas': {},
            'f:template': {'f:pull/policy': {}},
            'f:ports': {'k:{"port":81}': {'f:name': {}}},
            'f:finalizers': {'v:"two"': {}},
            'f:absent': {}}}
          """
              .replace("\"port\"", "\\'port\\'")
              .replace("\"two\"", "\\'two\\'"));

  private static JsonNode json(String text) {
    String quoted = text.replace("\\'", "\\\"").replace('\'', '"');
    return Json.parse(quoted.getBytes(StandardCharsets.UTF_8));
  }

  private static FieldSet set(String text) {
    return FieldSet.of(json(text));
  }

  @Test
  void pointsToTheFieldsThatAnObjectHas() {
    assertThat(SOME.pointers(json(OBJECT)).stream().map(JsonPointer::toString))
        .containsExactly(
            "/spec/replicas",
            "/spec/template/pull~1policy",
            "/spec/ports/1/name",
            "/spec/finalizers/1");
    assertThat(FieldSet.none().pointers(json(OBJECT))).isEmpty();
  }

  @Test
  void selectsTheFieldsThatAnObjectHas() {
    assertThat(SOME.select(json(OBJECT)))
        .isEqualTo(
            json(
                """
                {'spec': {
                  'replicas': 2,
                  'template': {'pull/policy': 'Always'},
                  'ports': [{'name': 'admin'}],
                  'finalizers': ['two']}}
                """));
    assertThat(FieldSet.none().select(json(OBJECT))).isEqualTo(json("{}"));
  }

  @Test
  void selectsAFieldWithoutMembersWhole() {
    assertThat(set("{'f:spec': {'f:template': {}, 'f:ports': {}}}").select(json(OBJECT)))
        .isEqualTo(
            json(
                """
                {'spec': {
                  'template': {'image': 'a', 'pull/policy': 'Always'},
                  'ports': [{'port': 80, 'name': 'web'}, {'port': 81, 'name': 'admin'}]}}
                """));
    assertThat(set("{'f:spec': {'f:template': {'.': {}}}}").select(json(OBJECT)))
        .isEqualTo(json("{'spec': {'template': {}}}"));
  }

  @Test
  void selectsNoFieldWhoseMembersDoNotExist() {
    assertThat(set("{'f:spec': {'f:template': {'f:absent': {}}}}").select(json(OBJECT)))
        .isEqualTo(json("{}"));
  }

  @ParameterizedTest
  @CsvSource({
    "spec/replicas, true",
    "spec/template, true",
    "spec/template/image, false",
    "spec/ports/0/name, false",
    "spec/ports/1/name, true",
    "spec/ports/1/port, false",
    "spec/finalizers/0, false",
    "spec/finalizers/1, true",
    "metadata, false",
  })
  void includesAFieldAndEverythingBelowIt(String path, boolean included) {
    assertThat(SOME.includes(json(OBJECT), List.of(path.split("/")))).isEqualTo(included);
    assertThat(set("{'f:spec': {}}").includes(json(OBJECT), List.of(path.split("/"))))
        .isEqualTo(path.startsWith("spec"));
    assertThat(FieldSet.none().includes(json(OBJECT), List.of(path.split("/")))).isFalse();
  }

  @Test
  void removesItsFields() {
    JsonNode object = json(OBJECT);

    SOME.removeFrom(object);

    assertThat(object)
        .isEqualTo(
            json(
                """
                {'spec': {
                  'template': {'image': 'a'},
                  'ports': [{'port': 80, 'name': 'web'}, {'port': 81}],
                  'finalizers': ['one']}}
                """));
  }

  @Test
  void copiesItsFields() {
    JsonNode to =
        json(
            """
            {'spec': {
              'replicas': 5,
              'template': {'image': 'b'},
              'ports': [{'port': 81, 'name': 'other'}],
              'absent': 1}}
            """);

    SOME.copy(json(OBJECT), to);

    assertThat(to)
        .isEqualTo(
            json(
                """
                {'spec': {
                  'replicas': 2,
                  'template': {'image': 'b', 'pull/policy': 'Always'},
                  'ports': [{'port': 81, 'name': 'admin'}]}}
                """));
  }

  @Test
  void aMemberThatNamesNoItemMatchesNothing() {
    FieldSet odd = set("{'f:spec': {'f:ports': {'k:not json': {}, 'i:7': {}, 'x': {}}}}");

    assertThat(odd.pointers(json(OBJECT))).isEmpty();
  }
}
