package dev.sealer.kube.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.function.Function;

/** Makes watches over whole objects. */
public final class ResourceWatch {

  private ResourceWatch() {}

  /**
   * A watch over typed objects of one of our own kinds, without their {@code managedFields}, which
   * would take more room than the rest.
   *
   * @param handlers receive each change
   */
  public static <T extends HasMetadata> ObjectWatch<T> typed(
      ApiClient calls,
      Class<T> type,
      WatchScope scope,
      List<? extends WatchHandler<? super T>> handlers) {
    return of(calls, ResourceType.of(type), scope, tree -> typed(tree, type), handlers);
  }

  private static <T> T typed(ObjectNode tree, Class<T> type) {
    if (tree.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
    return Json.typed(tree, type);
  }

  /**
   * A watch over raw objects of any kind, of which it keeps what {@code keep} returns. Use it to
   * leave out what is large or secret: {@code keep} owns the tree it is given.
   *
   * @param handlers receive each change
   */
  public static <T> ObjectWatch<T> of(
      ApiClient calls,
      ResourceType type,
      WatchScope scope,
      Function<ObjectNode, T> keep,
      List<? extends WatchHandler<? super T>> handlers) {
    View<T> view = new View<>(type, ApiRequest.JSON, ApiRequest.JSON, keep);
    return new ApiWatch<>(calls, view, scope, handlers);
  }
}
