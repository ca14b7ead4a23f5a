package dev.sealer.yaml.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.edit.EditResult.Edited;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Every layout that the reader takes can be edited: set and remove, at every depth. */
final class EditedLayoutsTest {
  private static final List<String> KEYS = List.of("a", "b", "on", "a.b/c", "password", "x y");

  /** A tree of strings and mappings. */
  private static ObjectNode tree(Random random, int depth) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (String key : KEYS) {
      if (random.nextInt(3) == 0) {
        continue;
      }
      if (depth > 0 && random.nextBoolean()) {
        tree.set(key, tree(random, depth - 1));
      } else {
        tree.put(key, random.nextInt(4) == 0 ? "no" : "AgB" + random.nextInt(100) + "==");
      }
    }
    return tree.isEmpty() ? tree.put("a", "AgB") : tree;
  }

  /** Writes a tree with each mapping in a layout of its own. */
  private static String written(JsonNode node, Random random, int indent, boolean flow) {
    if (!(node instanceof ObjectNode object)) {
      String text = node.textValue();
      return random.nextBoolean() || text.equals("no") ? "\"" + text + "\"" : text;
    }
    boolean lines = random.nextBoolean();
    List<String> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      boolean nested = entry.getValue().isObject();
      boolean inFlow = flow || (nested && random.nextBoolean());
      String value = written(entry.getValue(), random, indent + 2, inFlow);
      String key = entry.getKey().equals("on") ? "\"on\"" : entry.getKey();
      entries.add(key + ":" + (nested && !inFlow ? "\n" : " ") + value);
    }
    String margin = " ".repeat(indent);
    if (!flow) {
      return margin + String.join("\n" + margin, entries);
    }
    return lines
        ? "{\n" + margin + "  " + String.join(",\n" + margin + "  ", entries) + "\n" + margin + "}"
        : "{" + String.join(", ", entries) + "}";
  }

  private static String text(ObjectNode tree, Random random) {
    String text =
        switch (random.nextInt(4)) {
          case 0 -> KubeYaml.toPrettyJson(tree);
          case 1 -> KubeYaml.toJson(tree);
          case 2 -> written(tree, random, 0, true) + "\n";
          default -> "# first\n" + written(tree, random, 0, false) + "\n# last\n";
        };
    String lines = random.nextBoolean() ? text.replace("\n", "\r\n") : text;
    return random.nextBoolean() ? "\uFEFF" + lines : lines;
  }

  private static List<String> path(ObjectNode tree, Random random) {
    List<String> path = new ArrayList<>();
    JsonNode node = tree;
    while (node instanceof ObjectNode object) {
      List<String> keys = new ArrayList<>();
      object.fieldNames().forEachRemaining(keys::add);
      String key = keys.get(random.nextInt(keys.size()));
      path.add(key);
      node = object.path(key);
    }
    return path;
  }

  @Property
  void valuesAreReplacedAddedAndRemoved(@ForAll long seed) {
    Random random = new Random(seed);
    ObjectNode tree = tree(random, 2);
    String text = text(tree, random);
    assertThat(KubeYaml.readDocument(text, "text").content()).isEqualTo(tree);
    List<String> path = path(tree, random);

    String replaced = edited(text, editor -> editor.set(path, TextNode.valueOf("AgNew==")));
    assertThat(at(replaced, path).asText()).isEqualTo("AgNew==");
    assertThat(lines(replaced)).isEqualTo(lines(text));

    List<String> added = new ArrayList<>(path.subList(0, path.size() - 1));
    added.addAll(List.of("new", "er"));
    assertThat(at(edited(text, editor -> editor.set(added, TextNode.valueOf("x"))), added).asText())
        .isEqualTo("x");

    String removed = edited(text, editor -> editor.remove(path));
    assertThat(at(removed, path).isMissingNode()).isTrue();
    assertThat(removed.contains("# first")).isEqualTo(text.contains("# first"));
    assertThat(removed.startsWith("\uFEFF")).isEqualTo(text.startsWith("\uFEFF"));
    assertThat(removed.contains("\r\n")).isEqualTo(text.contains("\r\n"));
  }

  private static int lines(String text) {
    return (int) text.lines().count();
  }

  private interface Edit {
    EditResult apply(YamlEditor editor);
  }

  private static String edited(String text, Edit edit) {
    EditResult result = edit.apply(YamlEditor.of(text, "text", 0));
    assertThat(result).as(text).isInstanceOf(Edited.class);
    return ((Edited) result).text();
  }

  private static JsonNode at(String text, List<String> path) {
    JsonNode node = KubeYaml.readDocument(text, "text").content();
    for (String key : path) {
      node = node.path(key);
    }
    return node;
  }
}
