package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads how fields are merged from OpenAPI schemas: those of CRDs and those that the API server
 * publishes for its own kinds.
 */
public final class FieldTypeParser {

  private static final String REFERENCE = "$ref";
  private static final String TYPE = "type";
  private static final String PROPERTIES = "properties";

  private final JsonNode definitions;
  private final Map<String, FieldType> known = new HashMap<>();

  /**
   * Creates a parser.
   *
   * @param definitions what {@code $ref} names
   */
  public FieldTypeParser(JsonNode definitions) {
    this.definitions = definitions;
  }

  /** Returns the type that {@code schema} describes. */
  public FieldType parse(JsonNode schema) {
    return parse(schema, false);
  }

  /**
   * Returns the type that {@code schema} describes.
   *
   * @param preserving whether a schema around this one keeps unknown fields
   */
  private FieldType parse(JsonNode schema, boolean preserving) {
    String reference = schema.path(REFERENCE).asText();
    if (!reference.isEmpty()) {
      FieldType type = known.get(reference);
      if (type == null) {
        type = parse(definitions.path(reference), false);
        known.put(reference, type);
      }
      return isAtomic(schema) && type instanceof FieldType.Fields fields
          ? new FieldType.Fields(fields.named(), fields.others(), true)
          : type;
    }
    boolean keeps = preserving || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    return switch (schema.path(TYPE).asText()) {
      case "object" -> object(schema, keeps);
      case "array" -> list(schema, keeps);
      case "integer", "number" -> FieldType.Scalar.NUMBER;
      case "boolean" -> FieldType.Scalar.BOOLEAN;
      case "string" -> string(schema);
      default -> untyped(schema);
    };
  }

  private static FieldType untyped(JsonNode schema) {
    return schema.path("x-kubernetes-int-or-string").asBoolean()
        ? FieldType.Scalar.ANY
        : new FieldType.Unknown(false);
  }

  private static FieldType string(JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "", "byte" -> FieldType.Scalar.STRING;
      default -> FieldType.Scalar.ANY;
    };
  }

  private FieldType object(JsonNode schema, boolean keeps) {
    SortedMap<String, FieldType> named = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : schema.path(PROPERTIES).properties()) {
      named.put(field.getKey(), parse(field.getValue(), keeps));
    }
    JsonNode additional = schema.path("additionalProperties");
    FieldType others = null;
    if (additional.isObject()) {
      others = parse(additional, keeps);
    } else if (additional.asBoolean() || keeps || named.isEmpty()) {
      others = new FieldType.Unknown(false);
    }
    return new FieldType.Fields(named, others, isAtomic(schema));
  }

  private FieldType list(JsonNode schema, boolean keeps) {
    JsonNode item = schema.path("items");
    FieldType items = parse(item, keeps);
    return switch (schema.path("x-kubernetes-list-type").asText()) {
      case "map" -> new FieldType.Items(items, FieldType.Items.Merge.BY_KEY, keys(schema, item));
      case "set" -> new FieldType.Items(items, FieldType.Items.Merge.BY_VALUE, Map.of());
      default -> new FieldType.Items(items, FieldType.Items.Merge.WHOLE, Map.of());
    };
  }

  private Map<String, JsonNode> keys(JsonNode schema, JsonNode item) {
    String reference = item.path(REFERENCE).asText();
    JsonNode properties =
        (reference.isEmpty() ? item : definitions.path(reference)).path(PROPERTIES);
    Map<String, JsonNode> keys = new TreeMap<>();
    for (JsonNode key : schema.path("x-kubernetes-list-map-keys")) {
      JsonNode standard = properties.path(key.asText()).get("default");
      keys.put(key.asText(), standard == null ? NullNode.getInstance() : standard);
    }
    return keys;
  }

  private static boolean isAtomic(JsonNode schema) {
    return schema.path("x-kubernetes-map-type").asText().equals("atomic");
  }
}
