package dev.sealer.simulation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks an applied object against the type of its kind, before anything is merged. */
public final class TypeCheck {

  private final List<String> problems = new ArrayList<>();

  private TypeCheck() {}

  /** Returns what does not fit, each as {@code .path: problem}; empty if everything fits. */
  public static List<String> problems(FieldType type, JsonNode value) {
    TypeCheck check = new TypeCheck();
    check.visit(type, value, "");
    return List.copyOf(check.problems);
  }

  private void visit(FieldType type, JsonNode value, String path) {
    if (value.isNull()) {
      return;
    }
    switch (type.concrete(value)) {
      case FieldType.Fields fields -> fields(fields, value, path);
      case FieldType.Items items -> items(items, value, path);
      case FieldType.Scalar scalar -> scalar(scalar, value, path);
      case FieldType.Unknown _ -> add(path, "a value of an unknown type");
    }
  }

  private void fields(FieldType.Fields type, JsonNode value, String path) {
    if (!value.isObject()) {
      add(path, "expected map, got " + wrapped(value));
      return;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String at = path + "." + field.getKey();
      FieldType fieldType = type.field(field.getKey());
      if (fieldType == null) {
        add(at, "field not declared in schema");
        return;
      }
      visit(fieldType, field.getValue(), at);
    }
  }

  private void items(FieldType.Items type, JsonNode value, String path) {
    if (!value.isArray()) {
      add(path, "expected list, got " + wrapped(value));
      return;
    }
    Set<String> seen = new HashSet<>();
    int index = 0;
    for (JsonNode entry : value) {
      String element = "[" + index + "]";
      if (type.merge() != FieldType.Items.Merge.WHOLE) {
        try {
          String key = ListKeys.entry(type, entry);
          element = ListKeys.display(key);
          if (!seen.add(key)) {
            add(path, "duplicate entries for key " + element);
          }
        } catch (UnidentifiedEntryException e) {
          add(path, "element " + index + ": " + e.getMessage());
          return;
        }
      }
      visit(type.items(), entry, path + element);
      index++;
    }
  }

  private void scalar(FieldType.Scalar type, JsonNode value, String path) {
    switch (type) {
      case STRING -> {
        if (!value.isTextual()) {
          add(path, "expected string, got " + wrapped(value));
        }
      }
      case NUMBER -> {
        if (!value.isNumber()) {
          add(path, "expected numeric (int or float), got " + goType(value));
        }
      }
      case BOOLEAN -> {
        if (!value.isBoolean()) {
          add(path, "expected boolean, got " + wrapped(value));
        }
      }
      case ANY -> {
        if (value.isContainerNode()) {
          add(path, "expected any scalar, got " + wrapped(value));
        }
      }
    }
  }

  private void add(String path, String problem) {
    problems.add(path + ": " + problem);
  }

  /** The API server prints its own wrapper around the value. */
  private static String wrapped(JsonNode value) {
    return "&value.valueUnstructured{Value:" + value.asText() + "}";
  }

  private static String goType(JsonNode value) {
    if (value.isTextual()) {
      return "string";
    }
    if (value.isBoolean()) {
      return "bool";
    }
    return value.isArray() ? "[]interface {}" : "map[string]interface {}";
  }
}
