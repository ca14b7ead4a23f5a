package dev.sealer.sync.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One object as Git has it: nothing added, nothing dropped.
 *
 * @param object read-only by agreement; copy it before you change it
 * @param origin where it was written
 */
public record Manifest(ObjectNode object, Origin origin) {

  /** Which object it describes. */
  public ResourceId id() {
    return ResourceId.of(object);
  }

  /** The value of an annotation. */
  public Optional<String> annotation(String name) {
    return annotation(object, name);
  }

  /** The value of an annotation of any object. */
  public static Optional<String> annotation(JsonNode object, String name) {
    JsonNode value = object.path("metadata").path("annotations").path(name);
    return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** Names the object and its place; the content may be secret. */
  @Override
  public String toString() {
    return id() + " (" + origin + ")";
  }
}
