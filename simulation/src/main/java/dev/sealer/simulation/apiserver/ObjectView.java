package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.failure.Failures;
import dev.sealer.simulation.kind.ServedKind;
import java.util.List;

/**
 * The representation of objects that a client asked for: its API version, and whole or metadata
 * only.
 */
record ObjectView(ServedKind kind, boolean metadataOnly) {

  private static final String META_VERSION = "meta.k8s.io/v1";
  private static final String METADATA = "metadata";

  static ObjectView of(ServedKind kind, ApiRequest request) {
    return switch (request.accept()) {
      case ApiRequest.JSON -> new ObjectView(kind, false);
      case ApiRequest.METADATA_ONLY, ApiRequest.METADATA_LIST_ONLY -> new ObjectView(kind, true);
      default -> throw Failures.notSimulated("the media type " + request.accept());
    };
  }

  /** Returns a copy for a client. */
  ObjectNode show(JsonNode stored) {
    if (metadataOnly) {
      ObjectNode partial = Json.object();
      partial.put("kind", "PartialObjectMetadata").put("apiVersion", META_VERSION);
      partial.set(METADATA, stored.path(METADATA).deepCopy());
      return partial;
    }
    ObjectNode copy = stored.deepCopy();
    return copy.put("apiVersion", kind.type().apiVersion());
  }

  /** Returns a copy for a list, whose items of built-in kinds do not name their kind. */
  ObjectNode item(JsonNode stored) {
    ObjectNode item = show(stored);
    if (!metadataOnly && !kind.custom()) {
      item.remove(List.of("apiVersion", "kind"));
    }
    return item;
  }

  /** Returns an empty list. */
  ObjectNode list() {
    ObjectNode list = Json.object();
    if (metadataOnly) {
      return list.put("kind", "PartialObjectMetadataList").put("apiVersion", META_VERSION);
    }
    return list.put("kind", kind.type().kind() + "List")
        .put("apiVersion", kind.type().apiVersion());
  }

  /** Returns what a bookmark carries. */
  ObjectNode bookmark(long version) {
    ObjectNode bookmark = Json.object();
    bookmark
        .put("kind", metadataOnly ? "PartialObjectMetadata" : kind.type().kind())
        .put("apiVersion", metadataOnly ? META_VERSION : kind.type().apiVersion());
    bookmark.putObject(METADATA).put("resourceVersion", Long.toString(version));
    return bookmark;
  }
}
