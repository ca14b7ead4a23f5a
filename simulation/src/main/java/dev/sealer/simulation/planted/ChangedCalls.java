package dev.sealer.simulation.planted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Lines;
import java.io.IOException;
import java.util.function.Consumer;

/** Passes calls on; a planted fault or a test changes some of them. */
public abstract class ChangedCalls implements ApiClient {

  private final ApiClient next;

  /** Passes calls on to {@code next}. */
  protected ChangedCalls(ApiClient next) {
    this.next = next;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    return next.send(request);
  }

  @Override
  public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
    return next.list(request, item);
  }

  @Override
  public Lines open(ApiRequest request) throws IOException {
    return next.open(request);
  }

  /** Returns whether {@code request} is about one object of the kind, not about its status. */
  static boolean isObject(ApiRequest request, String plural) {
    String[] parts = request.path().split("/", -1);
    return parts.length > 2 && parts[parts.length - 2].equals(plural);
  }

  /** Returns whether {@code request} is about the status of one object of the kind. */
  static boolean isStatus(ApiRequest request, String plural) {
    String[] parts = request.path().split("/", -1);
    return parts.length > 3
        && parts[parts.length - 1].equals("status")
        && parts[parts.length - 3].equals(plural);
  }
}
