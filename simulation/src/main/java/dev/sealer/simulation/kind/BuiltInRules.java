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

/** The rules of a kind that the API server has types for. */
final class BuiltInRules implements KindRules {

  private static final String METADATA = "metadata";
  private static final String STATUS = "status";
  private static final String SPEC = "spec";
  private static final String GENERATION = "generation";

  private final ResourceType type;
  private final String definition;
  private final BuiltInContent content;
  private final boolean hasStatus;
  private final ObjectForm form;
  private final FieldType fieldType;

  /**
   * Creates the rules.
   *
   * @param definition the name of the kind's published schema
   * @param hasStatus whether the kind has the status subresource
   * @param definitions all published schemas
   */
  BuiltInRules(
      ResourceType type,
      String definition,
      BuiltInContent content,
      boolean hasStatus,
      JsonNode definitions) {
    this.type = type;
    this.definition = definition;
    this.content = content;
    this.hasStatus = hasStatus;
    this.form = new ObjectForm(definitions, type.kind());
    this.fieldType = new FieldTypeParser(definitions).parse(Json.object().put("$ref", definition));
  }

  @Override
  public FieldType fieldType() {
    return fieldType;
  }

  @Override
  public ObjectNode blank() {
    try {
      return form.write(definition, typed(Json.object()));
    } catch (UnreadableObjectException e) {
      throw new IllegalStateException("an object without fields cannot be read", e);
    }
  }

  private ObjectNode typed(ObjectNode object) {
    return object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
  }

  @Override
  public ObjectNode read(ObjectNode sent) throws UnreadableObjectException {
    ObjectNode object = form.write(definition, sent);
    content.fillIn(object);
    return typed(object);
  }

  @Override
  public void beforeCreate(ObjectNode object) {
    if (content.hasGeneration()) {
      object.withObject("/" + METADATA).put(GENERATION, 1);
    }
    if (hasStatus) {
      object.set(STATUS, blank().get(STATUS));
    }
    content.beforeCreate(object);
  }

  @Override
  public void beforeUpdate(ObjectNode object, JsonNode old, boolean status) {
    if (status) {
      takeBack(object, old, SPEC);
      return;
    }
    if (hasStatus) {
      takeBack(object, old, STATUS);
    }
    content.beforeUpdate(object, old);
    if (content.isNewGeneration(object, old)) {
      int before = old.path(METADATA).path(GENERATION).asInt();
      object.withObject("/" + METADATA).set(GENERATION, IntNode.valueOf(before + 1));
    }
  }

  private static void takeBack(ObjectNode object, JsonNode old, String field) {
    if (old.has(field)) {
      object.set(field, old.get(field).deepCopy());
    } else {
      object.remove(field);
    }
  }

  @Override
  public List<FieldError> checkNew(JsonNode object) {
    List<FieldError> errors = new ArrayList<>();
    if (content.checksMetadata()) {
      errors.addAll(MetadataRules.check(object, content::checkName));
    }
    errors.addAll(content.check(object));
    return errors.isEmpty() ? MetadataRules.check(object, NameRules::pathSegment) : errors;
  }

  @Override
  public List<FieldError> checkChange(JsonNode object, JsonNode old, boolean status) {
    List<FieldError> errors = new ArrayList<>();
    errors.addAll(MetadataRules.check(object, NameRules::pathSegment));
    errors.addAll(MetadataRules.checkChange(object, old));
    if (content.checksMetadata()) {
      errors.addAll(MetadataRules.checkChange(object, old));
    }
    errors.addAll(content.checkChange(object, old));
    if (!status) {
      if (content.checksMetadata() && content.checksMetadataTwice()) {
        errors.addAll(MetadataRules.check(object, content::checkName));
      }
      errors.addAll(content.check(object));
    }
    return errors;
  }

  @Override
  public FieldTree reset(boolean status) {
    if (!hasStatus) {
      return FieldTree.empty();
    }
    return FieldTree.of(List.of(List.of(status ? "f:spec" : "f:status")));
  }

  @Override
  public boolean isCollected() {
    return content.isCollected();
  }
}
