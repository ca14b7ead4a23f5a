package dev.sealer.sync.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.planted.ChangedCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The calls of controllers that make a mistake of this module. */
final class ChangedRequests {

  private ChangedRequests() {}

  /** Lets the Job of a hook run as soon as it is created. */
  static final class EagerHooks extends ChangedCalls {

    EagerHooks(ApiClient next) {
      super(next);
    }

    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      String body = request.body();
      if (!request.method().equals("POST") || body == null || !request.path().endsWith("/jobs")) {
        return super.send(request);
      }
      ObjectNode job = (ObjectNode) Json.parse(body.getBytes(StandardCharsets.UTF_8));
      job.withObject("/spec").put("suspend", false);
      return super.send(
          new ApiRequest(
              request.method(),
              request.path(),
              request.query(),
              request.accept(),
              request.contentType(),
              Json.text(job)));
    }
  }

  /** Does not ask whether everything may be deleted while a sync waits for its next try. */
  static final class UnguardedRetry extends ChangedCalls {

    UnguardedRetry(ApiClient next) {
      super(next);
    }

    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      ApiAnswer answer = super.send(request);
      boolean isApplication =
          request.method().equals("GET") && request.path().contains("/applications/");
      if (isApplication
          && answer.body() instanceof ObjectNode application
          && application.at("/status/operationState/phase").asText().equals("Running")
          && application.at("/status/operationState").hasNonNull("finishedAt")) {
        ObjectNode changed = application.deepCopy();
        changed.withObject("/spec/syncPolicy/automated").put("allowEmpty", true);
        return new ApiAnswer(answer.code(), changed);
      }
      return answer;
    }
  }
}
