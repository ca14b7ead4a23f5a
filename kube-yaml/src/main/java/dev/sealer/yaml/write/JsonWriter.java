package dev.sealer.yaml.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.GoJsonWriter;
import java.util.Map;

/** Writes JSON trees as Go's {@code encoding/json} prints them. Keys keep their order. */
public final class JsonWriter {

  private final GoJsonWriter out;

  private JsonWriter(GoJsonWriter.Style style) {
    this.out = new GoJsonWriter(style);
  }

  /** Writes all on one line without spaces. */
  public static String compact(JsonNode content) {
    return write(content, GoJsonWriter.Style.COMPACT);
  }

  /** Writes one value a line, indented by two spaces, with a final newline. */
  public static String pretty(JsonNode content) {
    return write(content, GoJsonWriter.Style.INDENTED) + "\n";
  }

  private static String write(JsonNode content, GoJsonWriter.Style style) {
    JsonWriter writer = new JsonWriter(style);
    writer.node(content);
    return writer.out.toString();
  }

  private void node(JsonNode node) {
    if (node instanceof ObjectNode object) {
      out.beginObject();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        out.name(JsonTexts.wellFormed(field.getKey()));
        node(field.getValue());
      }
      out.endObject();
    } else if (node.isArray()) {
      out.beginArray();
      node.forEach(this::node);
      out.endArray();
    } else if (node.isTextual()) {
      out.string(JsonTexts.wellFormed(node.textValue()));
    } else {
      out.literal(JsonTexts.jsonWord(node));
    }
  }
}
