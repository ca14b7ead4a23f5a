package dev.sealer.simulation.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Lines;
import java.io.IOException;
import java.util.function.Consumer;

/** The calls of an actor, which no fault meets. */
final class DirectCalls implements ApiClient {

  private final String actor;
  private final SimulatedWorld world;

  DirectCalls(String actor, SimulatedWorld world) {
    this.actor = actor;
    this.world = world;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    return world.carriedOut(Call.of(actor, request), () -> world.server().send(request));
  }

  @Override
  public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
    return world.carriedOut(Call.of(actor, request), () -> world.server().list(request, item));
  }

  @Override
  public Lines open(ApiRequest request) throws IOException {
    return world.carriedOut(Call.of(actor, request), () -> world.server().open(request));
  }
}
