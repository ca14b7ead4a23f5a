package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.apply.FieldTree;
import dev.sealer.simulation.apply.FieldType;
import dev.sealer.simulation.apply.FieldTypeParser;
import dev.sealer.simulation.failure.FieldError;
import java.util.ArrayList;
import java.util.List;

/** The rules of a kind that a CRD defines. */
final class CustomRules implements KindRules {

  private static final String METADATA = "metadata";
  private static final String STATUS = "status";
  private static final String GENERATION = "generation";
  private static final String METADATA_TYPE = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

  private final ResourceType type;
  private final JsonNode schema;
  private final boolean hasStatus;
  private final ObjectForm form;
  private final FieldType fieldType;

  /**
   * Creates the rules.
   *
   * @param schema the CRD's {@code openAPIV3Schema} of the version
   * @param hasStatus whether the version has the status subresource
   * @param definitions the published schemas of the built-in kinds, for the metadata
   */
  CustomRules(ResourceType type, JsonNode schema, boolean hasStatus, JsonNode definitions) {
    this.type = type;
    this.schema = schema;
    this.hasStatus = hasStatus;
    this.form = new ObjectForm(definitions, type.kind());
    ObjectNode published = schema.deepCopy();
    published.withObject("/properties").putObject(METADATA).put("$ref", METADATA_TYPE);
    published.withObject("/properties/apiVersion").put("type", "string");
    published.withObject("/properties/kind").put("type", "string");
    this.fieldType = new FieldTypeParser(definitions).parse(published);
  }

  @Override
  public FieldType fieldType() {
    return fieldType;
  }

  @Override
  public ObjectNode blank() {
    return Json.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
  }

  @Override
  public ObjectNode read(ObjectNode sent) throws UnreadableObjectException {
    ObjectNode object = sent.deepCopy();
    JsonNode metadata = object.path(METADATA);
    SchemaPruning.prune(object, schema);
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    object.set(METADATA, form.metadata(metadata.isObject() ? metadata : Json.object()));
    return object;
  }

  @Override
  public ObjectNode readMerged(ObjectNode merged) throws UnreadableObjectException {
    ObjectNode object = merged.deepCopy();
    SchemaPruning.fillIn(object, schema);
    object.set(METADATA, form.metadata(merged.path(METADATA)));
    return object;
  }

  @Override
  public void beforeCreate(ObjectNode object) {
    if (hasStatus) {
      object.remove(STATUS);
    }
    object.withObject("/" + METADATA).put(GENERATION, 1);
  }

  @Override
  public void beforeUpdate(ObjectNode object, JsonNode old, boolean status) {
    if (status) {
      keepAllButStatus(object, old);
      return;
    }
    if (hasStatus) {
      if (old.has(STATUS)) {
        object.set(STATUS, old.get(STATUS).deepCopy());
      } else {
        object.remove(STATUS);
      }
    }
    if (!content(object).equals(content(old))) {
      int before = old.path(METADATA).path(GENERATION).asInt();
      object.withObject("/" + METADATA).set(GENERATION, IntNode.valueOf(before + 1));
    }
  }

  private static void keepAllButStatus(ObjectNode object, JsonNode old) {
    JsonNode status = object.get(STATUS);
    JsonNode entries = object.path(METADATA).get("managedFields");
    object.removeAll();
    object.setAll((ObjectNode) old.deepCopy());
    object.withObject("/" + METADATA).remove("managedFields");
    if (entries != null) {
      object.withObject("/" + METADATA).set("managedFields", entries);
    }
    if (status == null) {
      object.remove(STATUS);
    } else {
      object.set(STATUS, status);
    }
  }

  private static ObjectNode content(JsonNode object) {
    ObjectNode content = Json.object();
    content.setAll((ObjectNode) object);
    content.remove(METADATA);
    return content;
  }

  @Override
  public List<FieldError> checkNew(JsonNode object) {
    List<FieldError> errors = new ArrayList<>();
    errors.addAll(MetadataRules.check(object, NameRules::subdomain));
    errors.addAll(SchemaValidation.check(schema, object, ""));
    return errors;
  }

  @Override
  public List<FieldError> checkChange(JsonNode object, JsonNode old, boolean status) {
    List<FieldError> errors = new ArrayList<>();
    errors.addAll(MetadataRules.check(object, NameRules::pathSegment));
    errors.addAll(MetadataRules.checkChange(object, old));
    errors.addAll(MetadataRules.checkChange(object, old));
    if (!status) {
      errors.addAll(SchemaValidation.check(schema, object, ""));
    } else if (object.has(STATUS)) {
      errors.addAll(
          SchemaValidation.check(
              schema.path("properties").path(STATUS), object.path(STATUS), STATUS));
    }
    return errors;
  }

  @Override
  public FieldTree reset(boolean status) {
    if (!hasStatus) {
      return FieldTree.empty();
    }
    return status
        ? FieldTree.of(List.of(List.of("f:metadata"), List.of("f:spec")))
        : FieldTree.of(List.of(List.of("f:status")));
  }
}
