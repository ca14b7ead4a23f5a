package dev.sealer.simulation.planted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Leaves preconditions out. */
final class UnguardedCalls extends ChangedCalls {

  /** Which preconditions. */
  enum Guard {
    /** The version of what is there. */
    VERSION,
    /** That nothing is there. */
    ONLY_NEW
  }

  private static final String VERSION = "resourceVersion";

  /** The resourceVersion of an apply that must not find an object. */
  private static final String NO_OBJECTS_VERSION = "1";

  private final String plural;
  private final Guard guard;

  UnguardedCalls(ApiClient next, String plural, Guard guard) {
    super(next);
    this.plural = plural;
    this.guard = guard;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    String body = request.body();
    if (body == null || !(isObject(request, plural) || isStatus(request, plural))) {
      return super.send(request);
    }
    JsonNode changed = changed(Json.parse(body.getBytes(StandardCharsets.UTF_8)));
    if (changed == null) {
      return super.send(request);
    }
    ApiRequest unguarded =
        new ApiRequest(
            request.method(),
            request.path(),
            request.query(),
            request.accept(),
            request.contentType(),
            Json.text(changed));
    boolean applies = ApiRequest.APPLY_PATCH.equals(request.contentType());
    return super.send(applies ? unguarded.with("force", "true") : unguarded);
  }

  /** Returns the body without a precondition; null if it has none. */
  private @Nullable JsonNode changed(JsonNode body) {
    if (body instanceof ArrayNode patch) {
      boolean tests = patch.path(0).path("path").asText().equals("/metadata/" + VERSION);
      if (guard == Guard.ONLY_NEW || !tests) {
        return null;
      }
      patch.remove(0);
      return patch;
    }
    String parent = body.has("preconditions") ? "preconditions" : "metadata";
    if (!(body.path(parent) instanceof ObjectNode holder) || !holder.has(VERSION)) {
      return null;
    }
    boolean isOnlyNew = holder.path(VERSION).asText().equals(NO_OBJECTS_VERSION);
    if (isOnlyNew != (guard == Guard.ONLY_NEW)) {
      return null;
    }
    holder.remove(VERSION);
    return body;
  }
}
