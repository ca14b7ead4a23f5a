package dev.sealer.simulation.planted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import java.io.IOException;

/** Says that a status was written though the API server could not. */
final class OptimisticCalls extends ChangedCalls {

  private static final int FROM = 429;

  private final String plural;

  OptimisticCalls(ApiCalls next, String plural) {
    super(next);
    this.plural = plural;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    if (!request.method().equals("PATCH") || !isStatus(request, plural)) {
      return super.send(request);
    }
    try {
      ApiAnswer answer = super.send(request);
      return answer.code() < FROM ? answer : written();
    } catch (IOException noAnswer) {
      return written();
    }
  }

  private static ApiAnswer written() {
    ObjectNode object = Json.object();
    object.putObject("metadata").put("uid", "").put("resourceVersion", "1");
    return new ApiAnswer(200, object);
  }
}
