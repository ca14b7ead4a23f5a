package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.simulation.failure.FieldError;
import java.util.List;

/** The rules for the content of one built-in kind. */
interface BuiltInContent {

  /** Fills in the defaults of the kind, each time an object is read. */
  default void fillIn(ObjectNode object) {}

  /** Sets what a client cannot set, before an object is created. */
  default void beforeCreate(ObjectNode object) {}

  /** Takes back what a client cannot change. */
  default void beforeUpdate(ObjectNode object, JsonNode old) {}

  /** Returns whether a change of the main resource counts as a new generation. */
  default boolean isNewGeneration(JsonNode object, JsonNode old) {
    return false;
  }

  /** Returns whether objects of this kind have a generation. */
  default boolean hasGeneration() {
    return false;
  }

  /** Validates the content. */
  default List<FieldError> check(JsonNode object) {
    return List.of();
  }

  /** Validates what changed. */
  default List<FieldError> checkChange(JsonNode object, JsonNode old) {
    return List.of();
  }

  /** Validates a name. */
  default List<String> checkName(String name) {
    return NameRules.subdomain(name);
  }

  /** Returns whether the garbage collector cares for dependents of this kind's objects. */
  default boolean isCollected() {
    return true;
  }

  /** Returns whether the kind itself validates metadata, which the server does anyway. */
  default boolean checksMetadata() {
    return true;
  }

  /** Returns whether the kind itself validates metadata once more when an object is changed. */
  default boolean checksMetadataTwice() {
    return true;
  }
}
