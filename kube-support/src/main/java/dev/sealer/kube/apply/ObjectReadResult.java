package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;

/** The result of a read. */
public sealed interface ObjectReadResult
    permits ObjectReadResult.Found,
        ObjectReadResult.Missing,
        WriteResult.Refused,
        WriteResult.Unreachable {

  /**
   * The object as the API server holds it.
   *
   * @param object data included
   */
  record Found(JsonNode object) implements ObjectReadResult {
    public String resourceVersion() {
      return object.path("metadata").path("resourceVersion").asText();
    }

    /** Leaves the object out: it may be a Secret. */
    @Override
    public String toString() {
      return "Found[" + resourceVersion() + "]";
    }
  }

  /** The object, its namespace or its kind does not exist. */
  record Missing() implements ObjectReadResult {}
}
