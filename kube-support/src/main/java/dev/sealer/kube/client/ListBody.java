package dev.sealer.kube.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads a list one item at a time: the trees of a whole page would take some twenty times the room
 * of what is kept of them, all at once.
 */
final class ListBody {

  private ListBody() {}

  /**
   * Gives each object of the list to {@code item}, in order.
   *
   * @return the list without its items
   * @throws IOException when {@code json} is not an object; items before the fault have been given
   */
  static ObjectNode read(byte[] json, Consumer<ObjectNode> item) throws IOException {
    ObjectNode rest = Json.object();
    try (JsonParser parser = Json.parser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        boolean list = parser.nextToken() == JsonToken.START_ARRAY;
        if (list && field.equals("items")) {
          items(parser, item);
        } else {
          rest.set(field, parser.<JsonNode>readValueAsTree());
        }
      }
    }
    return rest;
  }

  private static void items(JsonParser parser, Consumer<ObjectNode> item) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode next = parser.readValueAsTree();
      if (next instanceof ObjectNode object) {
        item.accept(object);
      }
    }
  }
}
