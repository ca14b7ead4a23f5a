package dev.sealer.crds.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The facts of a CustomResourceDefinition that decide what it accepts, as lines of text.
 *
 * <p>A line about a field is {@code field VERSION PATH FACTS}. In a path, {@code []} stands for the
 * items of a list and {@code {}} for the values of a map; the facts are a JSON object with the
 * names of the OpenAPI schema. Descriptions are left out.
 */
public final class SchemaTable {

  /** Blocks that stay open in our kinds: what is inside is checked when it is read. */
  public static final Set<String> OPEN = Set.of("provider");

  private static final List<String> FACTS =
      List.of(
          "type",
          "x-kubernetes-int-or-string",
          "format",
          "nullable",
          "enum",
          "required",
          "pattern",
          "minLength",
          "minItems",
          "minProperties",
          "minimum",
          "maxLength",
          "maxItems",
          "maxProperties",
          "maximum");

  private static final List<String> VERSION_FACTS =
      List.of("served", "storage", "additionalPrinterColumns", "selectableFields", "subresources");

  private final ObjectMapper json = new ObjectMapper();

  /** Returns the table of a definition's {@code spec}. */
  public List<String> lines(JsonNode spec) {
    List<String> lines = new ArrayList<>();
    for (String fact : List.of("group", "scope", "names")) {
      lines.add("kind " + fact + " " + text(spec.path(fact)));
    }
    for (JsonNode version : spec.path("versions")) {
      String name = version.path("name").asText();
      lines.add("version " + name + " " + text(facts(version, VERSION_FACTS)));
      addFields(lines, "field " + name + " ", "", version.at("/schema/openAPIV3Schema"));
    }
    return lines;
  }

  private void addFields(List<String> lines, String prefix, String path, JsonNode schema) {
    lines.add(prefix + (path.isEmpty() ? "/" : path) + " " + text(facts(schema, FACTS)));
    for (var property : schema.path("properties").properties()) {
      if (!OPEN.contains(property.getKey())) {
        addFields(lines, prefix, path + "/" + property.getKey(), property.getValue());
      }
    }
    if (schema.has("items")) {
      addFields(lines, prefix, path + "/[]", schema.path("items"));
    }
    if (schema.path("additionalProperties").isObject()) {
      addFields(lines, prefix, path + "/{}", schema.path("additionalProperties"));
    }
  }

  private ObjectNode facts(JsonNode from, List<String> names) {
    ObjectNode facts = json.createObjectNode();
    names.stream().filter(from::has).forEach(name -> facts.set(name, from.get(name)));
    return facts;
  }

  /** Returns the {@code spec} of a definition that states no more than the table. */
  public JsonNode spec(List<String> lines) {
    ObjectNode spec = json.createObjectNode();
    for (String line : lines) {
      String[] words = line.split(" ", line.startsWith("field ") ? 4 : 3);
      switch (words[0]) {
        case "kind" -> spec.set(words[1], tree(words[2]));
        case "version" ->
            spec.withArray("versions").add(((ObjectNode) tree(words[2])).put("name", words[1]));
        case "field" -> schemaAt(lastVersion(spec), words[2]).setAll((ObjectNode) tree(words[3]));
        default -> throw new IllegalArgumentException("not a line of a schema table: " + line);
      }
    }
    return spec;
  }

  private static ObjectNode lastVersion(ObjectNode spec) {
    JsonNode versions = spec.path("versions");
    return (ObjectNode) versions.get(versions.size() - 1);
  }

  private static ObjectNode schemaAt(ObjectNode version, String path) {
    ObjectNode schema = version.withObject("schema").withObject("openAPIV3Schema");
    for (String step : path.substring(1).split("/", -1)) {
      if (!step.isEmpty()) {
        schema =
            switch (step) {
              case "[]" -> child(schema, "items");
              case "{}" -> child(schema, "additionalProperties");
              default -> child(child(schema, "properties"), step);
            };
      }
    }
    return schema;
  }

  private static ObjectNode child(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode there ? there : parent.putObject(name);
  }

  private String text(JsonNode node) {
    return node.toString();
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }
}
