package dev.sealer.sync.health.cel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of the cluster as values of CEL, and how large each part is. Strings of more than 4,096
 * characters, null, and the owners of fields are not part of it: a check that read the beginning of
 * a string could be wrong, one that fails says so.
 */
final class CelObject {

  private static final int LONGEST_STRING = 4_096;

  private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();
  private final Map<String, Object> root;

  private CelObject(JsonNode object) {
    this.root = map(object);
    if (root.get("metadata") instanceof Map<?, ?> metadata) {
      metadata.remove("managedFields");
    }
  }

  static CelObject of(JsonNode object) {
    return new CelObject(object);
  }

  Map<String, Object> root() {
    return root;
  }

  /** Returns the number of values and characters of a list or map; empty if it is not of here. */
  Optional<Long> size(Object container) {
    return Optional.ofNullable(sizes.get(container));
  }

  private Map<String, Object> map(JsonNode object) {
    Map<String, Object> map = new LinkedHashMap<>();
    long size = 1;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (isVisible(field.getValue())) {
        Object value = value(field.getValue());
        map.put(field.getKey(), value);
        size += field.getKey().length() + sizeOf(value);
      }
    }
    sizes.put(map, size);
    return map;
  }

  private List<Object> list(JsonNode array) {
    List<Object> list = new ArrayList<>();
    long size = 1;
    for (JsonNode item : array) {
      if (isVisible(item)) {
        Object value = value(item);
        list.add(value);
        size += sizeOf(value);
      }
    }
    sizes.put(list, size);
    return list;
  }

  private long sizeOf(Object value) {
    return value instanceof String text ? 1L + text.length() : sizes.getOrDefault(value, 1L);
  }

  private static boolean isVisible(JsonNode node) {
    return !node.isNull() && !(node.isTextual() && node.textValue().length() > LONGEST_STRING);
  }

  private Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> map(node);
      case ARRAY -> list(node);
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node);
      default -> node.asText();
    };
  }

  private static Object number(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return node.doubleValue();
  }
}
