package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drops what a CRD's schema does not know, and fills in its defaults. */
final class SchemaPruning {

  private static final Set<String> META = Set.of("apiVersion", "kind", "metadata");
  private static final String PROPERTIES = "properties";
  private static final String ADDITIONAL = "additionalProperties";
  private static final String DEFAULT = "default";

  private SchemaPruning() {}

  /** Changes {@code object}, the root of a custom resource. */
  static void prune(ObjectNode object, JsonNode schema) {
    drop(object, schema, true);
    dropNulls(object, schema);
    fillIn(object, schema);
  }

  private static void drop(JsonNode value, JsonNode schema, boolean root) {
    boolean keeps = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    if (value instanceof ObjectNode object) {
      List<String> unknown = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode known = field(schema, field.getKey());
        boolean isMeta = root && META.contains(field.getKey());
        if (!isMeta && !known.isMissingNode()) {
          drop(field.getValue(), known, false);
        } else if (!isMeta && !keeps) {
          unknown.add(field.getKey());
        }
      }
      object.remove(unknown);
    } else {
      value.forEach(entry -> drop(entry, schema.path("items"), false));
    }
  }

  private static void dropNulls(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      List<String> nulls = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode known = field(schema, field.getKey());
        boolean isNullable = known.isMissingNode() || known.path("nullable").asBoolean();
        if (field.getValue().isNull() && !isNullable && !known.has(DEFAULT)) {
          nulls.add(field.getKey());
        } else {
          dropNulls(field.getValue(), known);
        }
      }
      object.remove(nulls);
    } else {
      value.forEach(entry -> dropNulls(entry, schema.path("items")));
    }
  }

  /** Fills in the defaults of {@code schema}. */
  static void fillIn(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : schema.path(PROPERTIES).properties()) {
        JsonNode given = object.get(property.getKey());
        boolean isAbsent = given == null || given.isNull();
        if (isAbsent && property.getValue().has(DEFAULT)) {
          object.set(property.getKey(), property.getValue().get(DEFAULT).deepCopy());
        }
      }
      object.properties().forEach(field -> fillIn(field.getValue(), field(schema, field.getKey())));
    } else {
      value.forEach(entry -> fillIn(entry, schema.path("items")));
    }
  }

  private static JsonNode field(JsonNode schema, String name) {
    JsonNode property = schema.path(PROPERTIES).path(name);
    if (!property.isMissingNode()) {
      return property;
    }
    JsonNode additional = schema.path(ADDITIONAL);
    return additional.isObject() ? additional : MissingNode.getInstance();
  }
}
