package dev.sealer.simulation.planted;

import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Deletes objects of one kind only after the next patch of an object of another kind. */
final class LateDeletions extends ChangedCalls {

  private final String deleted;
  private final String patched;
  private final Queue<ApiRequest> held = new ConcurrentLinkedQueue<>();

  LateDeletions(ApiClient next, String deleted, String patched) {
    super(next);
    this.deleted = deleted;
    this.patched = patched;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    if (request.method().equals("DELETE") && isObject(request, deleted)) {
      held.add(request);
      return new ApiAnswer(200, Json.object().put("kind", "Status").put("status", "Success"));
    }
    ApiAnswer answer = super.send(request);
    if (request.method().equals("PATCH") && isObject(request, patched)) {
      for (ApiRequest late = held.poll(); late != null; late = held.poll()) {
        ApiAnswer _ = super.send(late);
      }
    }
    return answer;
  }
}
