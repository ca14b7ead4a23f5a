package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes the elements of paths, as {@code fieldsV1} does. */
final class ListKeys {

  static final String FIELD = "f:";
  private static final String KEY = "k:";
  private static final String VALUE = "v:";

  private ListKeys() {}

  static String field(String name) {
    return FIELD + name;
  }

  /**
   * Returns the element of a list's entry.
   *
   * @throws UnidentifiedEntryException if the entry lacks what identifies it
   */
  static String entry(FieldType.Items list, JsonNode entry) {
    return switch (list.merge()) {
      case WHOLE -> throw new IllegalArgumentException("the list is merged whole");
      case BY_KEY -> KEY + Json.text(keys(list, entry));
      case BY_VALUE -> value(entry);
    };
  }

  private static ObjectNode keys(FieldType.Items list, JsonNode entry) {
    if (!entry.isObject()) {
      throw new UnidentifiedEntryException(
          entry.isNull()
              ? "associative list with keys may not have a null element"
              : "associative list with keys may not have non-map elements");
    }
    ObjectNode keys = Json.object();
    new TreeMap<>(list.keys())
        .forEach((name, standard) -> {
          JsonNode given = entry.get(name);
          if (given != null) {
            keys.set(name, given);
          } else if (!standard.isNull()) {
            keys.set(name, standard);
          }
        });
    if (keys.isEmpty()) {
      throw new UnidentifiedEntryException(
          "associative list with keys has an element that omits all key fields "
              + list.keys().keySet());
    }
    return keys;
  }

  private static String value(JsonNode entry) {
    if (entry.isContainerNode() || entry.isNull()) {
      throw new UnidentifiedEntryException(
          "associative list without keys has an element that's a map type");
    }
    return VALUE + Json.text(entry);
  }

  /** Returns the element as messages show it: {@code .name}, {@code [key="a"]} or {@code ["a"]}. */
  static String display(String element) {
    if (element.startsWith(FIELD)) {
      return "." + element.substring(FIELD.length());
    }
    if (element.startsWith(VALUE)) {
      return "[=" + element.substring(VALUE.length()) + "]";
    }
    StringBuilder keys = new StringBuilder();
    JsonNode json = Json.parse(element.substring(KEY.length()).getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, JsonNode> key : json.properties()) {
      keys.append(keys.isEmpty() ? "[" : ",")
          .append(key.getKey())
          .append('=')
          .append(Json.text(key.getValue()));
    }
    return keys.append(']').toString();
  }
}
