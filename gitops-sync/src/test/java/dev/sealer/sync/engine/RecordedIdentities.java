package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Lines;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Notes as whom each path was asked for or written.
 *
 * @param before called with each request before it is sent
 */
record RecordedIdentities(ApiClient calls, Set<String> seen, Consumer<ApiRequest> before)
    implements ApiClient {

  private void note(ApiRequest request) {
    String user = Objects.requireNonNullElse(request.user(), "operator");
    seen.add(user + " " + request.method() + " " + request.path());
    before.accept(request);
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    note(request);
    return calls.send(request);
  }

  @Override
  public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
    note(request);
    return calls.list(request, item);
  }

  @Override
  public Lines open(ApiRequest request) throws IOException {
    note(request);
    return calls.open(request);
  }
}
