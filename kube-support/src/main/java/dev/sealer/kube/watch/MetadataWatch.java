package dev.sealer.kube.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes watches over metadata only: the API server leaves everything else out ({@code
 * PartialObjectMetadata}), so the data of Secrets is neither sent nor held.
 */
public final class MetadataWatch {

  /** kubectl's copy of the whole object, data of Secrets included. */
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private MetadataWatch() {}

  /**
   * A watch over the metadata of one kind.
   *
   * @param handlers receive each change
   */
  public static ObjectWatch<ObjectMetadata> of(
      ApiClient calls,
      ResourceType type,
      WatchScope scope,
      List<? extends WatchHandler<? super ObjectMetadata>> handlers) {
    return of(calls, type, scope, MetadataWatch::metadata, handlers);
  }

  /**
   * A watch over the metadata of one kind, of which it keeps what {@code keep} returns. {@code
   * keep} owns the {@code PartialObjectMetadata} that it is given.
   *
   * @param handlers receive each change
   */
  public static <T> ObjectWatch<T> of(
      ApiClient calls,
      ResourceType type,
      WatchScope scope,
      Function<ObjectNode, T> keep,
      List<? extends WatchHandler<? super T>> handlers) {
    View<T> view = new View<>(type, ApiRequest.METADATA_LIST_ONLY, ApiRequest.METADATA_ONLY, keep);
    return new ApiWatch<>(calls, view, scope, handlers);
  }

  /** The metadata of an object that was read whole or in part. */
  public static ObjectMetadata metadata(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    Map<String, String> annotations = texts(metadata.path("annotations"));
    annotations.remove(LAST_APPLIED);
    JsonNode deletion = metadata.path("deletionTimestamp");
    return new ObjectMetadata(
        new ObjectKey(metadata.path("namespace").asText().intern(), metadata.path("name").asText()),
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText(),
        metadata.path("generation").asLong(),
        texts(metadata.path("labels")),
        annotations,
        owners(metadata.path("ownerReferences")),
        strings(metadata.path("finalizers")),
        metadata.path("creationTimestamp").asText(),
        deletion.isTextual() ? deletion.asText() : null);
  }

  /** Keys repeat over thousands of objects: one copy of each is enough. */
  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new HashMap<>();
    node.properties().forEach(e -> texts.put(e.getKey().intern(), e.getValue().asText()));
    return texts;
  }

  private static List<String> strings(JsonNode node) {
    List<String> strings = new ArrayList<>();
    node.forEach(s -> strings.add(s.asText().intern()));
    return strings;
  }

  private static List<ObjectMetadata.Owner> owners(JsonNode node) {
    List<ObjectMetadata.Owner> owners = new ArrayList<>();
    for (JsonNode owner : node) {
      owners.add(
          new ObjectMetadata.Owner(
              owner.path("apiVersion").asText().intern(),
              owner.path("kind").asText().intern(),
              owner.path("name").asText(),
              owner.path("uid").asText(),
              owner.path("controller").asBoolean()));
    }
    return owners;
  }
}
