package dev.sealer.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.yaml.edit.EditResult;
import dev.sealer.yaml.edit.YamlEditor;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is read again as the same value, whatever the value. */
final class RoundTripTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Property(tries = 300)
  void yamlKeepsEveryTree(@ForAll("trees") JsonNode tree) {
    ObjectNode root = JSON.objectNode().set("root", tree);
    String yaml = KubeYaml.toYaml(root);
    JsonNode again = KubeYaml.readDocument(yaml, "yaml").content();
    assertThat(KubeYaml.toYaml(again)).isEqualTo(yaml);
    assertThat(again).isEqualTo(normalised(root));
  }

  @Property(tries = 300)
  void jsonKeepsEveryTree(@ForAll("trees") JsonNode tree) {
    ObjectNode root = JSON.objectNode().set("root", tree);
    JsonNode expected = normalised(root);
    assertThat(KubeYaml.readDocument(KubeYaml.toPrettyJson(root), "json").content())
        .isEqualTo(expected);
    assertThat(KubeYaml.readDocument(KubeYaml.toJson(root), "json").content()).isEqualTo(expected);
  }

  @Property(tries = 300)
  void editingKeepsEverythingElse(
      @ForAll("objects") ObjectNode tree,
      @ForAll("texts") String key,
      @ForAll("texts") String value) {
    String text = KubeYaml.toYaml(JSON.objectNode().put("first", 1).set("tree", tree));
    EditResult result =
        YamlEditor.of(text, "t", 0).set(List.of("added", key), TextNode.valueOf(value));
    assertThat(result).isInstanceOf(EditResult.Edited.class);
    String changed = ((EditResult.Edited) result).text();
    assertThat(changed).startsWith(text.stripTrailing());
    JsonNode content = KubeYaml.readDocument(changed, "t").content();
    assertThat(content.get("added").get(key).textValue()).isEqualTo(value);
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return Arbitraries.recursive(this::leaves, this::branch, 0, 4);
  }

  @Provide
  Arbitrary<ObjectNode> objects() {
    return Arbitraries.maps(texts(), trees()).ofMaxSize(4).map(RoundTripTest::object);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> nasty =
        Arbitraries.strings().withChars(" \t\n-:#?,[]{}&*!|>'\"%@`~.0123xeyn_<=\\").ofMaxLength(8);
    Arbitrary<String> unicode =
        Arbitraries.strings()
            .withCharRange(' ', '\ud7ff')
            .withChars("\n\ufeff\ufffd")
            .ofMaxLength(20);
    Arbitrary<String> words =
        Arbitraries.of(
            "yes", "no", "null", "~", "0644", "1e3", ".inf", "1_0", "<<", "", "---", "...");
    Arbitrary<String> lines =
        Arbitraries.of("word ", "a\n", " b", "\n", "x: y", "😀")
            .list()
            .ofMaxSize(40)
            .map(list -> String.join("", list));
    return Arbitraries.oneOf(nasty, unicode, words, lines);
  }

  private Arbitrary<JsonNode> leaves() {
    return Arbitraries.oneOf(
        texts().map(TextNode::valueOf),
        Arbitraries.integers().map(JSON::numberNode),
        Arbitraries.longs().map(JSON::numberNode),
        Arbitraries.doubles().map(JSON::numberNode),
        Arbitraries.of(BooleanNode.TRUE, BooleanNode.FALSE, NullNode.getInstance()));
  }

  private Arbitrary<JsonNode> branch(Arbitrary<JsonNode> child) {
    Arbitrary<JsonNode> arrays =
        child.list().ofMaxSize(4).map(items -> JSON.arrayNode().addAll(items));
    Arbitrary<JsonNode> objects =
        Arbitraries.maps(texts(), child).ofMaxSize(4).map(RoundTripTest::object);
    return Arbitraries.oneOf(arrays, objects);
  }

  private static ObjectNode object(Map<String, JsonNode> fields) {
    ObjectNode object = JSON.objectNode();
    fields.forEach(object::set);
    return object;
  }

  /** Whole numbers come back as the smallest integer type, as reading always gives them. */
  private static JsonNode normalised(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.objectNode();
      object.properties().forEach(e -> copy.set(e.getKey(), normalised(e.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.arrayNode();
      array.forEach(item -> copy.add(normalised(item)));
      return copy;
    }
    if (node.isNumber()) {
      return KubeYaml.readDocument("{\"n\":" + KubeYaml.toJson(node) + "}", "n").content().get("n");
    }
    return node;
  }
}
