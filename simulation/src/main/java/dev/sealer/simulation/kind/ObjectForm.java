package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.kube.client.Json;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects of built-in kinds as the API server does after it has read them into its own
 * types: unknown fields are dropped, empty ones left out, and structures that always exist are
 * there.
 */
final class ObjectForm {

  private static final String METADATA_TYPE = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
  private static final String PROPERTIES = "properties";
  private static final String DEFAULT = "default";
  private static final String REFERENCE = "$ref";

  /** Optional fields that are pointers to a string: empty is not the same as absent. */
  private static final Set<String> TEXT_POINTERS =
      Set.of("holderIdentity", "strategy", "preferredHolder", "storageClassName");

  /** Optional fields without pointer, in which false is the same as absent. */
  private static final Set<String> PLAIN_FLAGS =
      Set.of(
          "readOnly",
          "stdin",
          "stdinOnce",
          "tty",
          "hostNetwork",
          "hostPID",
          "hostIPC",
          "paused",
          "publishNotReadyAddresses");

  /** Optional fields without pointer, in which zero is the same as absent. */
  private static final Set<String> PLAIN_NUMBERS =
      Set.of(
          "count",
          "generation",
          "minReadySeconds",
          "observedGeneration",
          "initialDelaySeconds",
          "hostPort",
          "nodePort",
          "timeoutSeconds",
          "periodSeconds",
          "successThreshold",
          "failureThreshold",
          "updatedReplicas",
          "readyReplicas",
          "availableReplicas",
          "unavailableReplicas",
          "active",
          "succeeded",
          "failed");

  private final JsonNode definitions;
  private final String kind;

  /**
   * Creates a form.
   *
   * @param definitions the published schemas of the built-in kinds
   * @param kind for messages
   */
  ObjectForm(JsonNode definitions, String kind) {
    this.definitions = definitions;
    this.kind = kind;
  }

  /** Returns {@code object} in the form that the definition {@code name} describes. */
  ObjectNode write(String name, JsonNode object) throws UnreadableObjectException {
    return structure(definitions.path(name), object, "");
  }

  /** Returns metadata in its form. */
  ObjectNode metadata(JsonNode metadata) throws UnreadableObjectException {
    return structure(definitions.path(METADATA_TYPE), metadata, "metadata");
  }

  private ObjectNode structure(JsonNode schema, JsonNode value, String path)
      throws UnreadableObjectException {
    if (!value.isObject()) {
      throw mismatch(value, path, "struct");
    }
    ObjectNode form = Json.object();
    for (Map.Entry<String, JsonNode> property : schema.path(PROPERTIES).properties()) {
      String name = property.getKey();
      JsonNode field = property.getValue();
      JsonNode given = value.get(name);
      String at = path.isEmpty() ? name : path + "." + name;
      if (given == null || given.isNull()) {
        given = field.get(DEFAULT);
      }
      JsonNode written = given == null ? null : field(field, given, at);
      if (written != null && (field.has(DEFAULT) || !isOmitted(name, written))) {
        form.set(name, written);
      }
    }
    return form;
  }

  /** Returns whether Go leaves an optional field with this value out. */
  private static boolean isOmitted(String name, JsonNode value) {
    if (value.isTextual()) {
      return value.asText().isEmpty() && !TEXT_POINTERS.contains(name);
    }
    if (value.isBoolean()) {
      return !value.asBoolean() && PLAIN_FLAGS.contains(name);
    }
    return value.isNumber() && value.asLong() == 0 && PLAIN_NUMBERS.contains(name);
  }

  /** Returns the value of a field; null if it is left out. */
  private @Nullable JsonNode field(JsonNode schema, JsonNode value, String path)
      throws UnreadableObjectException {
    String reference = schema.path(REFERENCE).asText();
    JsonNode target = reference.isEmpty() ? schema : definitions.path(reference);
    return switch (target.path("type").asText()) {
      case "object" -> {
        if (target.has(PROPERTIES)) {
          yield structure(target, value, path);
        }
        yield target.has("additionalProperties") ? map(target, value, path) : value.deepCopy();
      }
      case "array" -> list(target, value, path);
      case "string" -> text(target, reference, value, path);
      case "integer" -> {
        if (!value.isIntegralNumber()) {
          throw mismatch(value, path, target.path("format").asText("int64"));
        }
        yield value;
      }
      case "boolean" -> {
        if (!value.isBoolean()) {
          throw mismatch(value, path, "bool");
        }
        yield value;
      }
      default -> value.deepCopy();
    };
  }

  private @Nullable JsonNode map(JsonNode schema, JsonNode value, String path)
      throws UnreadableObjectException {
    JsonNode entries = schema.path("additionalProperties");
    if (!value.isObject()) {
      throw mismatch(value, path, "map[string]" + goType(entries));
    }
    ObjectNode form = Json.object();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode given = entry.getValue().isNull() ? TextNode.valueOf("") : entry.getValue();
      JsonNode written = field(entries, given, path);
      if (written != null) {
        form.set(entry.getKey(), written);
      }
    }
    return form.isEmpty() ? null : form;
  }

  private @Nullable JsonNode list(JsonNode schema, JsonNode value, String path)
      throws UnreadableObjectException {
    JsonNode items = schema.path("items");
    if (!value.isArray()) {
      throw mismatch(value, path, "[]" + goType(items));
    }
    ArrayNode form = Json.object().arrayNode();
    for (JsonNode entry : value) {
      JsonNode written = field(items, entry, path);
      if (written != null) {
        form.add(written);
      }
    }
    return form.isEmpty() ? null : form;
  }

  private JsonNode text(JsonNode schema, String reference, JsonNode value, String path)
      throws UnreadableObjectException {
    String format = schema.path("format").asText();
    if (format.equals("int-or-string") && value.isIntegralNumber()) {
      return value;
    }
    boolean isQuantity = reference.endsWith(".Quantity");
    if (isQuantity && value.isNumber()) {
      return TextNode.valueOf(value.asText());
    }
    if (!value.isTextual()) {
      throw mismatch(value, path, goType(schema));
    }
    return switch (format) {
      case "byte" -> TextNode.valueOf(StandardBase64.normalize(value.asText()));
      case "date-time" ->
          TextNode.valueOf(Timestamps.normalize(value.asText(), reference.endsWith(".MicroTime")));
      default -> value;
    };
  }

  private UnreadableObjectException mismatch(JsonNode value, String path, String type) {
    String given =
        switch (value.getNodeType()) {
          case NUMBER -> "number";
          case STRING -> "string";
          case BOOLEAN -> "bool";
          case ARRAY -> "array";
          case OBJECT, POJO, BINARY, MISSING, NULL -> "object";
        };
    return new UnreadableObjectException(
        "json: cannot unmarshal "
            + given
            + " into Go struct field "
            + kind
            + "."
            + path
            + " of type "
            + type);
  }

  private static String goType(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "string" -> schema.path("format").asText().equals("byte") ? "[]uint8" : "string";
      case "integer" -> schema.path("format").asText("int64");
      case "boolean" -> "bool";
      default -> "struct";
    };
  }
}
