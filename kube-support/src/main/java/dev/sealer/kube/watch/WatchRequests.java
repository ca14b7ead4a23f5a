package dev.sealer.kube.watch;

import dev.sealer.kube.client.ApiRequest;
import org.jspecify.annotations.Nullable;

/**
 * Builds the requests of one list and watch.
 *
 * @param view the kind and its media types
 * @param scope the selectors
 * @param namespace empty for the whole cluster
 */
record WatchRequests(View<?> view, WatchScope scope, String namespace) {

  private static final int PAGE = 500;

  /** Returns the request of one page; {@code more} is the token of the page before it. */
  ApiRequest list(@Nullable String more) {
    return selecting(ApiRequest.get(view.type().collectionPath(namespace)))
        .with("limit", Integer.toString(PAGE))
        .with("continue", more == null || more.isEmpty() ? null : more)
        .accepting(view.listAccept());
  }

  /** Returns the request of a watch that follows {@code resourceVersion}. */
  ApiRequest watch(String resourceVersion, int seconds) {
    return selecting(ApiRequest.get(view.type().collectionPath(namespace)))
        .with("watch", "true")
        .with("allowWatchBookmarks", "true")
        .with("resourceVersion", resourceVersion)
        .with("timeoutSeconds", Integer.toString(seconds))
        .accepting(view.watchAccept());
  }

  /** Returns the kind and the namespace, for messages. */
  String name() {
    String kind = view.type().plural();
    return namespace.isEmpty() ? kind : kind + " in " + namespace;
  }

  private ApiRequest selecting(ApiRequest request) {
    return request
        .with("labelSelector", scope.labelSelector())
        .with("fieldSelector", scope.fieldSelector());
  }
}
