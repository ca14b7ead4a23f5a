package dev.sealer.crds.generate;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The structural schema of a record type, as a tree of maps, lists and scalars. */
final class RecordSchema {
  private RecordSchema() {}

  static Map<String, Object> of(Class<?> type) {
    KubeModel model = type.getAnnotation(KubeModel.class);
    if (!type.isRecord() || model == null) {
      throw new IllegalStateException(type + " is not a @KubeModel record");
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    put(schema, "description", model.value());
    schema.put("type", "object");
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      // What an any-getter writes has no name of its own; keepUnknown speaks for it.
      if (component.getAccessor().getAnnotation(JsonAnyGetter.class) == null) {
        Schema field = component.getAnnotation(Schema.class);
        properties.put(component.getName(), ofField(component.getGenericType(), field));
        if (field != null && field.required()) {
          required.add(component.getName());
        }
      }
    }
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    put(schema, "minProperties", model.minProperties());
    put(schema, "maxProperties", model.maxProperties());
    if (model.atomic()) {
      schema.put("x-kubernetes-map-type", "atomic");
    }
    if (model.keepUnknown()) {
      schema.put("x-kubernetes-preserve-unknown-fields", true);
    }
    return schema;
  }

  private static Map<String, Object> ofField(Type type, @Nullable Schema field) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (field != null) {
      put(schema, "description", field.value());
    }
    ofType(type, field).forEach(schema::putIfAbsent);
    if (field != null) {
      constrain(schema, field);
    }
    return schema;
  }

  private static Map<String, Object> ofType(Type type, @Nullable Schema field) {
    if (type instanceof ParameterizedType generic) {
      return ofCollection(generic, field);
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isRecord()) {
      return of(raw);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    if (raw == IntOrString.class) {
      schema.put("x-kubernetes-int-or-string", true);
      return schema;
    }
    schema.put("type", scalar(raw));
    if (raw == Integer.class) {
      schema.put("format", "int32");
    } else if (raw == Long.class) {
      schema.put("format", "int64");
    }
    return schema;
  }

  private static String scalar(Class<?> type) {
    if (type == String.class) {
      return "string";
    } else if (type == Boolean.class) {
      return "boolean";
    } else if (type == Integer.class || type == Long.class) {
      return "integer";
    } else if (type == JsonNode.class) {
      return "object";
    }
    throw new IllegalStateException("no schema for " + type);
  }

  private static Map<String, Object> ofCollection(ParameterizedType type, @Nullable Schema field) {
    Type[] arguments = type.getActualTypeArguments();
    Map<String, Object> inner = ofType(arguments[arguments.length - 1], null);
    Map<String, Object> schema = new LinkedHashMap<>();
    if (type.getRawType() == List.class) {
      if (field != null) {
        constrainText(inner, field);
        put(schema, "minItems", field.minItems());
      }
      schema.put("type", "array");
      schema.put("items", inner);
    } else {
      if (field != null && field.nullableValues()) {
        inner.put("nullable", true);
      }
      schema.put("type", "object");
      schema.put("additionalProperties", inner);
    }
    return schema;
  }

  private static void constrain(Map<String, Object> schema, Schema field) {
    if (!"array".equals(schema.get("type"))) {
      constrainText(schema, field);
    }
    put(schema, "format", field.format());
    put(schema, "minProperties", field.minProperties());
    put(schema, "maxProperties", field.maxProperties());
    if (field.oneOf().length > 0) {
      schema.put("enum", List.of(field.oneOf()));
    }
    if (field.nullable()) {
      schema.put("nullable", true);
    }
    if (field.keepUnknown()) {
      schema.put("x-kubernetes-preserve-unknown-fields", true);
    }
  }

  private static void constrainText(Map<String, Object> schema, Schema field) {
    put(schema, "minLength", field.minLength());
    put(schema, "maxLength", field.maxLength());
    put(schema, "pattern", field.pattern());
  }

  private static void put(Map<String, Object> schema, String key, String value) {
    if (!value.isEmpty()) {
      schema.put(key, value);
    }
  }

  private static void put(Map<String, Object> schema, String key, int value) {
    if (value >= 0) {
      schema.put(key, value);
    }
  }
}
