package dev.sealer.simulation.planted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import java.io.IOException;
import java.util.function.Predicate;

/** Says that a patch was written though the API server could not. */
final class OptimisticCalls extends ChangedCalls {

  private static final int FROM = 429;

  private final Predicate<ApiRequest> which;

  OptimisticCalls(ApiClient next, Predicate<ApiRequest> which) {
    super(next);
    this.which = which;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    if (!request.method().equals("PATCH") || !which.test(request)) {
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
