package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.failure.ApiFailure;
import dev.sealer.simulation.failure.Failures;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** Answers reads of single objects and lists with pages. */
final class ObjectReader {

  private static final String CONTINUE = "continue";
  private static final String TOO_OLD =
      "The provided continue parameter is too old to display a consistent list result. You can"
          + " start a new list without the continue parameter, or use the continue token in this"
          + " response to retrieve the remainder of the results. Continuing with the provided token"
          + " results in an inconsistent list - objects that were created, modified, or deleted"
          + " between the time the first chunk was returned and now may show up in the list.";

  /**
   * Where a list goes on.
   *
   * @param version of the whole list
   * @param after the key of the last object that was shown
   */
  private record Position(long version, String after) {

    String token() {
      String text = version + " " + after;
      return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Position parse(String token) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        return new Position(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw Failures.badRequest("continue key is not valid");
      }
    }
  }

  private final ObjectStore store;

  ObjectReader(ObjectStore store) {
    this.store = store;
  }

  ApiAnswer get(CallPath.Single path, ApiRequest request) {
    QueryCheck.only(request);
    ObjectNode object = store.get(path.kind(), new ObjectKey(path.namespace(), path.name()));
    if (object == null) {
      throw Failures.notFound(path.kind().type(), path.name());
    }
    return new ApiAnswer(200, ObjectView.of(path.kind(), request).show(object));
  }

  /** Passes the items of one page to {@code item}; returns the list without them. */
  ApiAnswer list(CallPath.Collection path, ApiRequest request, Consumer<ObjectNode> item) {
    QueryCheck.only(request, "limit", CONTINUE, "labelSelector", "fieldSelector");
    ObjectView view = ObjectView.of(path.kind(), request);
    Selector selector =
        Selector.parse(
            path.kind(),
            request.query().get("labelSelector"),
            request.query().get("fieldSelector"));
    String token = request.query().get(CONTINUE);
    Position from = token == null ? new Position(store.version(), "") : position(token);
    List<ObjectStore.Entry> all = store.listAt(path.kind(), path.namespace(), from.version());
    List<ObjectStore.Entry> rest =
        all.stream()
            .filter(entry -> entry.key().toString().compareTo(from.after()) > 0)
            .filter(entry -> selector.matches(entry.object()))
            .toList();
    int limit = Integer.parseInt(request.query().getOrDefault("limit", "0"));
    List<ObjectStore.Entry> page = limit > 0 && rest.size() > limit ? rest.subList(0, limit) : rest;
    page.forEach(entry -> item.accept(view.item(entry.object())));
    ObjectNode list = view.list();
    ObjectNode metadata = list.putObject("metadata");
    metadata.put("resourceVersion", Long.toString(from.version()));
    if (page.size() < rest.size()) {
      String last = page.getLast().key().toString();
      metadata.put(CONTINUE, new Position(from.version(), last).token());
      if (selector.isEverything()) {
        metadata.put("remainingItemCount", rest.size() - page.size());
      }
    }
    return new ApiAnswer(200, list);
  }

  private Position position(String token) {
    Position position = Position.parse(token);
    if (position.version() > store.version()) {
      throw Failures.notSimulated("a continue token from a version that is still to come");
    }
    if (position.version() < store.compacted()) {
      ObjectNode status = Failures.status(410, "Expired", TOO_OLD);
      status
          .putObject("metadata")
          .put(CONTINUE, new Position(store.version(), position.after()).token());
      throw new ApiFailure(410, status);
    }
    return position;
  }

  /** Returns a list answer as one tree. */
  ApiAnswer whole(CallPath.Collection path, ApiRequest request) {
    var items = Json.object().arrayNode();
    ApiAnswer answer = list(path, request, items::add);
    ((ObjectNode) answer.body()).set("items", items);
    return answer;
  }
}
