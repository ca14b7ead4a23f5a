package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.Map;

/** Takes fields out of a value. */
final class FieldRemover {

  private FieldRemover() {}

  /**
   * Returns a copy of {@code value} without the members of {@code fields}. An object or list below
   * it that ends up without content becomes null.
   */
  static JsonNode remove(FieldType type, JsonNode value, FieldTree fields) {
    return switch (type.concrete(value)) {
      case FieldType.Fields names when value.isObject() -> removeNames(names, value, fields);
      case FieldType.Items items when value.isArray() -> removeEntries(items, value, fields);
      case FieldType.Scalar _ -> value.deepCopy();
      case FieldType.Fields _, FieldType.Items _, FieldType.Unknown _ -> NullNode.getInstance();
    };
  }

  private static JsonNode removeNames(FieldType.Fields type, JsonNode value, FieldTree fields) {
    if (value.isEmpty() || type.atomic()) {
      return NullNode.getInstance();
    }
    ObjectNode rest = Json.object();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String element = ListKeys.field(field.getKey());
      if (fields.hasMember(element)) {
        continue;
      }
      FieldTree below = fields.below(element);
      FieldType fieldType = type.field(field.getKey());
      rest.set(
          field.getKey(),
          below.isEmpty() || fieldType == null
              ? field.getValue().deepCopy()
              : remove(fieldType, field.getValue(), below));
    }
    return rest.isEmpty() ? NullNode.getInstance() : rest;
  }

  private static JsonNode removeEntries(FieldType.Items type, JsonNode value, FieldTree fields) {
    if (value.isEmpty() || type.merge() == FieldType.Items.Merge.WHOLE) {
      return NullNode.getInstance();
    }
    ArrayNode rest = Json.object().arrayNode();
    for (JsonNode entry : value) {
      String element = ListKeys.entry(type, entry);
      if (fields.hasMember(element)) {
        continue;
      }
      FieldTree below = fields.below(element);
      rest.add(below.isEmpty() ? entry.deepCopy() : remove(type.items(), entry, below));
    }
    return rest.isEmpty() ? NullNode.getInstance() : rest;
  }
}
