package dev.sealer.sync.plan.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.ManifestException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions select, and that none runs away. */
final class JqExpressionTest {

  private static final JsonNode DOCUMENT = tree();

  private static JsonNode tree() {
    ObjectNode root = Json.object();
    root.put("kind", "Deployment");
    root.putObject("metadata").putObject("annotations").put("a.b/c", "x").put("b", "y");
    ArrayNode containers = root.putObject("spec").putArray("containers");
    for (String name : List.of("app", "proxy")) {
      ObjectNode container = containers.addObject();
      container.put("name", name).put("image", "registry/" + name);
      container.putArray("env").addObject().put("name", "A").put("value", name);
    }
    return root;
  }

  private static Set<String> select(String expression) {
    return JqExpression.compile(expression).paths(DOCUMENT).stream()
        .map(path -> path.stream().map(JsonNode::asText).collect(Collectors.joining("/")))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        ".spec.containers[1].image; spec/containers/1/image",
        ".spec.containers[-1].image; spec/containers/-1/image",
        ".metadata.annotations[\"a.b/c\"]; metadata/annotations/a.b/c",
        ".spec.containers[] | select(.name == \"proxy\") | .image; spec/containers/1/image",
        ".spec.containers[] | select(.name | test(\"^pro\")).env[].value; spec/containers/1/env/0/value",
        ".spec.containers[]? | select(.name | startswith(\"app\") | not); spec/containers/1",
        ".metadata.annotations | to_entries | .[]; ''",
        ".nothing.at.all; nothing/at/all",
        ".nothing[]; ''",
        ".kind.x; ''",
        "if .kind == \"Deployment\" then .spec.containers else empty end; spec/containers",
      })
  void anExpressionSelectsPaths(String expression, String paths) {
    assertThat(select(expression)).isEqualTo(paths.isEmpty() ? Set.of() : Set.of(paths));
  }

  @Test
  void anExpressionSelectsSeveralPaths() {
    assertThat(select(".metadata.annotations.b, .spec.containers[].image"))
        .containsExactlyInAnyOrder(
            "metadata/annotations/b", "spec/containers/0/image", "spec/containers/1/image");
    assertThat(select(".. | objects | select(has(\"value\"))"))
        .containsExactlyInAnyOrder("spec/containers/0/env/0", "spec/containers/1/env/0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".a |",
        ".a) | (.b",
        "def f: f; f",
        "def f: ., f; f",
        "reduce .[] as $x (0; . + $x)",
        "foreach .[] as $x (0; . + $x)",
        "label $f | .a",
        "range(1000000000)",
        "repeat(.)",
        "recurse_down",
        "until(false; .)",
        "while(true; .)",
        "limit(9; .a)",
        "[.a]",
        ". == [1,2]",
        "{a: 1}",
        ".a = 1",
        ".a |= 1",
        ".a * 1000000000",
        "\"x\" * 1000000000",
        "$ENV.PATH",
        "env.PATH",
        "$__loc__",
        "now",
        "input",
        "inputs",
        "debug",
        "input_line_number",
        "@base64",
        "@sh \"x\"",
        "\"\\(.a)\"",
        "tojson",
        "implode",
        "match(\"(a+)+$\")",
        "sub(\"a\"; \"b\")",
        "split(\"a\"; \"x\")",
        "import \"a\" as $a; .a",
        "include \"a\"; .a",
        "getpath([\"a\"])",
        ".a as $x | $x",
        "..,..,..,..,..,..,..,..,..,..",
        "..//..//..//..//..//..//..//..//..//..",
      })
  void whatIsNotASafePathIsRefused(String expression) {
    assertThatThrownBy(() -> JqExpression.compile(expression))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longAndDeepExpressionsAreRefused() {
    String longOne = ".a" + " | .a".repeat(JqSyntax.MOST_CHARACTERS);
    String deep = "(".repeat(400) + ".a" + ")".repeat(400);

    assertThatThrownBy(() -> JqExpression.compile(longOne)).hasMessageContaining("characters");
    try {
      assertThat(JqExpression.compile(deep).paths(DOCUMENT)).hasSize(1);
    } catch (IllegalArgumentException | ManifestException e) {
      // How deep is too deep depends on the stack of the thread.
      assertThat(e).hasMessageMatching(".*(nested|steps).*");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..|..|..|..|..|..|..|..|..|..",
        "select((..|..|..) == (..|..|..))",
        "select((.. == ..) == (.. == ..))",
        "select(((..==..)==(..==..))==((..==..)==(..==..)))",
        "select((.items[] == .items[]) == (.items[] == .items[]))",
        "(..|..|..|..|..|..|..|..|..|..)?",
        "try (..|..|..|..|..|..|..|..|..|..) catch .",
        "(..|..|..|..|..|..|..|..|..|..) // .kind",
        "recurse(.)",
        "recurse(recurse(.))",
        "select((keys[] == keys[]) == (keys[] == keys[]) == (keys[] == keys[]))",
      })
  void anExpressionThatRunsAwayIsEnded(String expression) {
    JsonNode large = large();

    assertThatThrownBy(
            () -> {
              Set<List<JsonNode>> found = JqExpression.compile(expression).paths(large);
              throw new AssertionError("selected " + found.size() + " paths");
            })
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("too many steps");
  }

  @Test
  void aPatternMatchesInLinearTime() {
    String backtracking = ".items[] | select(.value | test(\"(a*)*(a*)*(a*)*$\"; \"i\"))";

    assertThat(JqExpression.compile(backtracking).paths(large())).hasSize(2_000);
  }

  private static JsonNode large() {
    ObjectNode large = Json.object();
    ArrayNode items = large.putArray("items");
    for (int i = 0; i < 2_000; i++) {
      large.put("key" + i, "a".repeat(100));
      items.addObject().put("name", "item" + i).put("value", "a".repeat(100) + "b");
    }

    return large;
  }
}
