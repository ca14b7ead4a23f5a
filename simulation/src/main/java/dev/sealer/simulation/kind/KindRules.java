package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.simulation.apply.FieldTree;
import dev.sealer.simulation.apply.FieldType;
import dev.sealer.simulation.failure.FieldError;
import java.util.List;

/** Applies what the API server does to objects of one kind before it stores them. */
public interface KindRules {

  /** Returns how the fields of an object are merged. */
  FieldType fieldType();

  /** Returns an object without content, as this kind has it. */
  ObjectNode blank();

  /**
   * Reads an object: drops what the kind does not know, writes values in their standard form and
   * fills in defaults.
   *
   * @return a copy
   * @throws UnreadableObjectException if a field has the wrong type
   */
  ObjectNode read(ObjectNode sent) throws UnreadableObjectException;

  /**
   * Reads the result of an apply. Unlike {@link #read}, it may keep nulls, which validation then
   * refuses.
   *
   * @return a copy
   * @throws UnreadableObjectException if a field has the wrong type
   */
  default ObjectNode readMerged(ObjectNode merged) throws UnreadableObjectException {
    return read(merged);
  }

  /** Prepares an object that is created: sets what a client cannot set. */
  void beforeCreate(ObjectNode object);

  /**
   * Prepares an object that is changed: takes back what this resource cannot change, and counts the
   * generation.
   *
   * @param status whether the status subresource is written
   */
  void beforeUpdate(ObjectNode object, JsonNode old, boolean status);

  /** Validates a new object. */
  List<FieldError> checkNew(JsonNode object);

  /**
   * Validates a changed object.
   *
   * @param status whether the status subresource is written
   */
  List<FieldError> checkChange(JsonNode object, JsonNode old, boolean status);

  /**
   * Returns the fields that a write cannot change and therefore nobody owns.
   *
   * @param status whether the status subresource is written
   */
  FieldTree reset(boolean status);

  /** Returns whether deleting an object waits for its dependents if the client asks for it. */
  default boolean isCollected() {
    return true;
  }
}
