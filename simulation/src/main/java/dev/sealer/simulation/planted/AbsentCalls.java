package dev.sealer.simulation.planted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import java.io.IOException;

/** Says that an object is not there though the API server did not say so. */
final class AbsentCalls extends ChangedCalls {

  private static final int NOT_FOUND = 404;

  private final String plural;

  AbsentCalls(ApiClient next, String plural) {
    super(next);
    this.plural = plural;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    if (!request.method().equals("GET") || !isObject(request, plural)) {
      return super.send(request);
    }
    try {
      ApiAnswer answer = super.send(request);
      return answer.ok() ? answer : absent();
    } catch (IOException noAnswer) {
      return absent();
    }
  }

  private static ApiAnswer absent() {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
    status.put("message", "not found").put("reason", "NotFound").put("code", NOT_FOUND);
    return new ApiAnswer(NOT_FOUND, status);
  }
}
