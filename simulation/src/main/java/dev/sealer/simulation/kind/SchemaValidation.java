package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.sealer.simulation.failure.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Validates against the schemas of CRDs: types, required fields, enumerations, patterns and bounds.
 * Formats are not checked.
 */
final class SchemaValidation {

  private static final String IN_BODY = " in body ";

  private final List<FieldError> errors = new ArrayList<>();
  private final String root;

  private SchemaValidation(String root) {
    this.root = root;
  }

  /**
   * Returns what does not fit.
   *
   * @param root the path of {@code value}; empty for the whole object. Messages name fields
   *     relative to it, as those of the API server do
   */
  static List<FieldError> check(JsonNode schema, JsonNode value, String root) {
    SchemaValidation validation = new SchemaValidation(root);
    validation.visit(schema, value, "");
    return List.copyOf(validation.errors);
  }

  /** Returns the path from the root of the object. */
  private String full(String path) {
    return root.isEmpty() || path.isEmpty() ? root + path : root + "." + path;
  }

  private void visit(JsonNode schema, JsonNode value, String path) {
    if (schema.isMissingNode() || (value.isNull() && schema.path("nullable").asBoolean())) {
      return;
    }
    if (!hasType(schema, value)) {
      String given = typeOf(value);
      String expected = schema.path("type").asText("integer,string");
      errors.add(
          FieldError.wrongType(
              full(path),
              given,
              path + IN_BODY + "must be of type " + expected + ": \"" + given + "\""));
    }
    options(schema, value, path);
    switch (value.getNodeType()) {
      case OBJECT -> object(schema, value, path);
      case ARRAY -> array(schema, value, path);
      case STRING -> text(schema, value.asText(), path);
      case BOOLEAN, NUMBER, BINARY, MISSING, NULL, POJO -> {
        // Our schemas have no bounds for numbers.
      }
    }
  }

  private static boolean hasType(JsonNode schema, JsonNode value) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isTextual() || value.isIntegralNumber();
    }
    return switch (schema.path("type").asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      default -> true;
    };
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case NULL, BINARY, MISSING, POJO -> "null";
    };
  }

  private void options(JsonNode schema, JsonNode value, String path) {
    JsonNode options = schema.path("enum");
    if (options.isEmpty()) {
      return;
    }
    List<String> supported = new ArrayList<>();
    for (JsonNode option : options) {
      if (option.equals(value)) {
        return;
      }
      supported.add(option.asText());
    }
    errors.add(FieldError.notSupported(full(path), value, supported));
  }

  private void object(JsonNode schema, JsonNode value, String path) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        errors.add(FieldError.required(full(child(path, name.asText()))));
      }
    }
    JsonNode max = schema.path("maxProperties");
    if (max.isNumber() && value.size() > max.asInt()) {
      errors.add(FieldError.tooMany(full(path), value.size(), max.asInt()));
    }
    JsonNode min = schema.path("minProperties");
    if (min.isNumber() && value.size() < min.asInt()) {
      tooFew(value, path, min, "properties");
    }
    JsonNode additional = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode property = schema.path("properties").path(field.getKey());
      visit(
          property.isMissingNode() && additional.isObject() ? additional : property,
          field.getValue(),
          child(path, field.getKey()));
    }
  }

  private void array(JsonNode schema, JsonNode value, String path) {
    JsonNode max = schema.path("maxItems");
    if (max.isNumber() && value.size() > max.asInt()) {
      errors.add(FieldError.tooMany(full(path), value.size(), max.asInt()));
    }
    JsonNode min = schema.path("minItems");
    if (min.isNumber() && value.size() < min.asInt()) {
      tooFew(value, path, min, "items");
    }
    int index = 0;
    for (JsonNode entry : value) {
      visit(schema.path("items"), entry, path + "[" + index + "]");
      index++;
    }
  }

  private void tooFew(JsonNode value, String path, JsonNode min, String what) {
    errors.add(
        FieldError.invalid(
            full(path),
            IntNode.valueOf(value.size()),
            path + IN_BODY + "should have at least " + min.asInt() + " " + what));
  }

  private void text(JsonNode schema, String value, String path) {
    int length = value.codePointCount(0, value.length());
    JsonNode max = schema.path("maxLength");
    if (max.isNumber() && length > max.asInt()) {
      errors.add(FieldError.tooLong(full(path), max.asInt()));
    }
    JsonNode min = schema.path("minLength");
    if (min.isNumber() && length < min.asInt()) {
      errors.add(
          FieldError.invalid(
              full(path),
              value,
              path + IN_BODY + "should be at least " + min.asInt() + " chars long"));
    }
    String pattern = schema.path("pattern").asText();
    if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(value).find()) {
      errors.add(
          FieldError.invalid(full(path), value, path + IN_BODY + "should match '" + pattern + "'"));
    }
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
