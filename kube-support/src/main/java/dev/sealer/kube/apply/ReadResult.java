package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;

/** How a read ended. */
public sealed interface ReadResult
    permits ReadResult.Found, ReadResult.Missing, WriteResult.Refused, WriteResult.Unreachable {

  /**
   * The object as the API server holds it.
   *
   * @param object data included
   */
  record Found(JsonNode object) implements ReadResult {
    /** The resourceVersion read. */
    public String resourceVersion() {
      return object.path("metadata").path("resourceVersion").asText();
    }

    /** Leaves the object out: it may be a Secret. */
    @Override
    public String toString() {
      return "Found[" + resourceVersion() + "]";
    }
  }

  /** There is no such object, namespace or kind. */
  record Missing() implements ReadResult {}
}
