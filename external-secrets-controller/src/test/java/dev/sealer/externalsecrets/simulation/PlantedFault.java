package dev.sealer.externalsecrets.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiCalls;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A mistake that the controller could make, built by changing its calls from outside. Each must be
 * found by simulation.
 *
 * @param name as in the file of its replay
 * @param calls changes the calls to the API server of one start of a process
 * @param answers changes what the store answers
 */
record PlantedFault(String name, UnaryOperator<ApiCalls> calls, UnaryOperator<ReadResult> answers) {

  /** Where the replay of each is, by its name. */
  static final Path REPLAYS = Path.of("src", "test", "simulation", "planted");

  /** The controller as it is. */
  static final PlantedFault NONE = new PlantedFault("", c -> c, a -> a);

  /** All of them. */
  static final List<PlantedFault> ALL =
      List.of(
          // Secrets are written whatever their version.
          new PlantedFault("guard-removed", calls -> new Unguarded(calls, false), a -> a),
          // A create takes over a Secret that is there already.
          new PlantedFault("create-of-what-is-there", calls -> new Unguarded(calls, true), a -> a),
          // A finalizer that the API server could not write counts as written.
          new PlantedFault("retry-that-gives-up", Optimistic::new, a -> a),
          // A store that does not answer counts as one that has no such secret.
          new PlantedFault(
              "deletion-on-a-read-error",
              c -> c,
              a -> a instanceof ReadResult.Failure ? new ReadResult.NotFound() : a));

  @Override
  public String toString() {
    return name;
  }

  /** Returns the file for its replay. */
  Path replay() {
    return REPLAYS.resolve(name + ".json");
  }

  /** Returns what has to be planted for the plan in {@code file}. */
  static PlantedFault of(Path file) {
    return ALL.stream()
        .filter(fault -> file.endsWith(Path.of("planted", fault.name() + ".json")))
        .findFirst()
        .orElse(NONE);
  }

  /** Passes calls on. */
  private static class Passing implements ApiCalls {
    private final ApiCalls next;

    Passing(ApiCalls next) {
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
  }

  private static final class Unguarded extends Passing {
    /** The version that no object has: an apply at it only creates. */
    private static final String NO_OBJECTS_VERSION = "1";

    private final boolean creates;

    Unguarded(ApiCalls next, boolean creates) {
      super(next);
      this.creates = creates;
    }

    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      boolean applies =
          request.path().contains("/secrets/") && "true".equals(request.query().get("force"));
      if (!applies) {
        return super.send(request);
      }
      String body = Objects.requireNonNull(request.body());
      ObjectNode object = (ObjectNode) Json.parse(body.getBytes(StandardCharsets.UTF_8));
      ObjectNode metadata = object.withObject("/metadata");
      boolean isCreate = metadata.path("resourceVersion").asText().equals(NO_OBJECTS_VERSION);
      if (isCreate != creates) {
        return super.send(request);
      }
      metadata.remove(List.of("resourceVersion", "uid"));
      ApiRequest open =
          ApiRequest.patch(request.path(), ApiRequest.APPLY_PATCH, Json.text(object))
              .with("fieldManager", request.query().getOrDefault("fieldManager", ""))
              .with("force", "true");
      return super.send(open);
    }
  }

  private static final class Optimistic extends Passing {
    Optimistic(ApiCalls next) {
      super(next);
    }

    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      boolean writesObject =
          request.path().contains("/externalsecrets/")
              && !request.path().endsWith("/status")
              && request.method().equals("PATCH");
      if (!writesObject) {
        return super.send(request);
      }
      try {
        ApiAnswer answer = super.send(request);
        return answer.code() < 429 ? answer : written();
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
}
