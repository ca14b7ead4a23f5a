package dev.sealer.yaml.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * Writes YAML as sigs.k8s.io/yaml prints it: keys sorted, two columns of indentation, the items of
 * a list in a mapping not indented, quotes where a string would be read as something else, literal
 * blocks for texts of several lines, long lines folded.
 */
public final class YamlWriter {

  /** libyaml writes a longer key, in bytes of UTF-8, behind a question mark. */
  private static final int MAX_SIMPLE_KEY = 128;

  private static final int STEP = 2;

  private final Output out = new Output();
  private final ScalarPrinter scalars = new ScalarPrinter(out);

  private YamlWriter() {}

  /** Writes one document; it ends with a line break. */
  public static String write(JsonNode content) {
    YamlWriter writer = new YamlWriter();
    writer.node(content, false);
    return writer.finish();
  }

  /**
   * Writes an entry as it would be in a block mapping, without indentation before its key and
   * without a line break after its value.
   *
   * @param column in which the mapping's keys begin, counted from 0
   */
  public static String writeEntry(String key, JsonNode value, int column) {
    YamlWriter writer = new YamlWriter();
    writer.out.indent(column);
    writer.out.startLine();
    writer.key(key);
    writer.node(value, true);
    String entry = writer.finish();
    return entry.substring(column, entry.length() - 1);
  }

  /**
   * Writes the part after the colon of an entry: a space and a scalar, or the lines of a block;
   * without a line break at the end.
   *
   * @param column in which the mapping's keys begin, counted from 0
   */
  public static String writeValue(JsonNode value, int column) {
    return writeEntry("k", value, column).substring(2);
  }

  private String finish() {
    out.indent(-1);
    out.startLine();
    return out.toString();
  }

  private void node(JsonNode node, boolean inMapping) {
    if (node instanceof ObjectNode object) {
      mapping(object);
    } else if (node.isArray()) {
      sequence(node, inMapping);
    } else {
      scalar(node);
    }
  }

  private void mapping(ObjectNode object) {
    if (object.isEmpty()) {
      empty("{}");
      return;
    }
    int outer = out.indent();
    out.indent(outer < 0 ? 0 : outer + STEP);
    for (String key : YamlKeyOrder.sorted(JsonTexts.fieldNames(object))) {
      out.startLine();
      key(key);
      node(object.get(key), true);
    }
    out.indent(outer);
  }

  private void key(String key) {
    boolean simple =
        !ScalarShape.of(key).multiline()
            && key.getBytes(StandardCharsets.UTF_8).length <= MAX_SIMPLE_KEY;
    if (simple) {
      string(key, true);
      out.indicator(":");
      return;
    }
    out.blockIndicator('?');
    string(key, false);
    out.startLine();
    out.blockIndicator(':');
  }

  private void sequence(JsonNode array, boolean inMapping) {
    if (array.isEmpty()) {
      empty("[]");
      return;
    }
    int outer = out.indent();
    boolean indentless = inMapping && !out.inIndention();
    if (outer < 0) {
      out.indent(0);
    } else if (!indentless) {
      out.indent(outer + STEP);
    }
    for (JsonNode item : array) {
      out.startLine();
      out.blockIndicator('-');
      node(item, false);
    }
    out.indent(outer);
  }

  private void empty(String brackets) {
    out.spaceBefore();
    out.indicator(brackets);
  }

  private void scalar(JsonNode node) {
    if (node.isTextual()) {
      string(node.textValue(), false);
    } else {
      scalars.word(JsonTexts.yamlWord(node));
    }
  }

  private void string(String text, boolean simpleKey) {
    int outer = out.indent();
    out.indent(outer < 0 ? STEP : outer + STEP);
    scalars.string(JsonTexts.wellFormed(text), simpleKey);
    out.indent(outer);
  }
}
