package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a JSON tree so that the bytes of two trees are equal exactly when the API server takes
 * them for the same: the order of fields, the spelling of a number and fields that are null make no
 * difference, the order of list items does.
 */
final class CanonicalJson {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private CanonicalJson() {}

  static byte[] bytes(JsonNode tree) {
    CanonicalJson writer = new CanonicalJson();
    writer.write(tree);
    return writer.bytes.toByteArray();
  }

  private void write(JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> object(value);
      case ARRAY -> {
        bytes.write('[');
        value.forEach(this::write);
        bytes.write(']');
      }
      case NUMBER -> text('#', number(value.decimalValue()));
      case BOOLEAN -> bytes.write(value.booleanValue() ? '+' : '-');
      case NULL, MISSING -> bytes.write('0');
      case STRING, BINARY, POJO -> text('"', value.asText());
    }
  }

  private void object(JsonNode object) {
    Map<String, JsonNode> fields = new TreeMap<>();
    object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    bytes.write('{');
    fields.forEach((name, value) -> {
      if (!value.isNull()) {
        text('"', name);
        write(value);
      }
    });
    bytes.write('}');
  }

  /** Zeros at the end of a number have no meaning. */
  private static String number(BigDecimal value) {
    return value.stripTrailingZeros().toString();
  }

  /** The length in front keeps one text from reading as two. */
  private void text(char type, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    bytes.write(type);
    bytes.writeBytes((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(utf8);
  }
}
