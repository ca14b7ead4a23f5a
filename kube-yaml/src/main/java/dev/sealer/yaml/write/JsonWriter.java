package dev.sealer.yaml.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Writes JSON as Go's {@code encoding/json} prints it, with its number format and its escapes for
 * {@code <}, {@code >} and {@code &}. Keys keep their order.
 */
public final class JsonWriter {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;

  private JsonWriter(boolean pretty) {
    this.pretty = pretty;
  }

  /** Writes all on one line without spaces. */
  public static String compact(JsonNode content) {
    JsonWriter writer = new JsonWriter(false);
    writer.node(content, 0);
    return writer.out.toString();
  }

  /** Writes one value a line, indented by two spaces; the text ends with a line break. */
  public static String pretty(JsonNode content) {
    JsonWriter writer = new JsonWriter(true);
    writer.node(content, 0);
    return writer.out.append('\n').toString();
  }

  private void node(JsonNode node, int depth) {
    if (node instanceof ObjectNode object) {
      object(object, depth);
    } else if (node.isArray()) {
      array(node, depth);
    } else if (node.isTextual()) {
      string(node.textValue());
    } else {
      out.append(JsonTexts.jsonWord(node));
    }
  }

  private void object(ObjectNode object, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      next(first, depth + 1);
      first = false;
      string(field.getKey());
      out.append(pretty ? ": " : ":");
      node(field.getValue(), depth + 1);
    }
    end(first, depth);
    out.append('}');
  }

  private void array(JsonNode array, int depth) {
    out.append('[');
    boolean first = true;
    for (JsonNode item : array) {
      next(first, depth + 1);
      first = false;
      node(item, depth + 1);
    }
    end(first, depth);
    out.append(']');
  }

  private void next(boolean first, int depth) {
    if (!first) {
      out.append(',');
    }
    line(depth);
  }

  private void end(boolean empty, int depth) {
    if (!empty) {
      line(depth);
    }
  }

  private void line(int depth) {
    if (pretty) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void string(String text) {
    out.append('"');
    String wellFormed = JsonTexts.wellFormed(text);
    for (int i = 0; i < wellFormed.length(); i++) {
      character(wellFormed.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
      default -> {
        if (c < 0x20) {
          escape(c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX[c >> shift & 15]);
    }
  }
}
