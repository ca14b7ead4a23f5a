package dev.sealer.crds.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a map of strings in which something else may have crept in: such a value is read as the
 * empty string, as Go's decoder leaves it, so that its key is reported instead of being lost.
 */
public final class LenientStrings extends JsonDeserializer<Map<String, String>> {
  @Override
  public Map<String, String> deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode tree = context.readTree(parser);
    Map<String, String> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      entries.put(entry.getKey(), entry.getValue().isTextual() ? entry.getValue().textValue() : "");
    }
    return entries;
  }
}
