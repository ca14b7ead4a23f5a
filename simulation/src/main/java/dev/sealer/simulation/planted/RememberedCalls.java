package dev.sealer.simulation.planted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the metadata of objects from what lists and watches have shown, however old. */
final class RememberedCalls extends ChangedCalls {

  private final String plural;
  private final Map<String, JsonNode> seen = new ConcurrentHashMap<>();

  RememberedCalls(ApiClient next, String plural) {
    super(next);
    this.plural = plural;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    boolean asks =
        request.method().equals("GET")
            && request.accept().equals(ApiRequest.METADATA_ONLY)
            && isObject(request, plural);
    JsonNode known = asks ? seen.get(place(request.path())) : null;
    return known == null ? super.send(request) : new ApiAnswer(200, known);
  }

  @Override
  public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
    return super.list(
        request,
        object -> {
          remember(request, object);
          item.accept(object);
        });
  }

  @Override
  public Lines open(ApiRequest request) throws IOException {
    return new RememberingLines(super.open(request), request);
  }

  private void remember(ApiRequest request, JsonNode object) {
    if (request.path().endsWith("/" + plural)) {
      JsonNode metadata = object.path("metadata");
      seen.put(metadata.path("namespace").asText() + "/" + metadata.path("name").asText(), object);
    }
  }

  /** Returns namespace and name of {@code …/namespaces/ns/plural/name}. */
  private static String place(String path) {
    String[] parts = path.split("/", -1);
    return parts[parts.length - 3] + "/" + parts[parts.length - 1];
  }

  private final class RememberingLines implements Lines {
    private final Lines lines;
    private final ApiRequest request;

    RememberingLines(Lines lines, ApiRequest request) {
      this.lines = lines;
      this.request = request;
    }

    @Override
    public int code() {
      return lines.code();
    }

    @Override
    public byte @Nullable [] next(Duration idle) throws IOException {
      byte[] line = lines.next(idle);
      if (line != null) {
        JsonNode event = Json.parse(line);
        String type = event.path("type").asText();
        if (type.equals("ADDED") || type.equals("MODIFIED")) {
          remember(request, event.path("object"));
        }
      }
      return line;
    }

    @Override
    public void close() {
      lines.close();
    }
  }
}
