package dev.sealer.cli.app.objects;

import dev.sealer.cli.cluster.fabric8.ClusterApi;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of one container.
 *
 * @param namespace of the Pod
 */
record PodLog(String namespace, String pod, String container) {
  /** A container may be silent for days. */
  private static final Duration SILENCE = Duration.ofDays(365);

  /**
   * Which part of a log to read.
   *
   * @param follow whether to wait for more until the container ends
   * @param previous whether to read that of the container's instance before
   * @param sinceSeconds how old lines may be; empty for any age
   * @param tailLines how many lines from the end; empty for all
   */
  record Part(
      boolean follow, boolean previous, OptionalLong sinceSeconds, OptionalLong tailLines) {}

  /**
   * Reads it line by line.
   *
   * @throws CommandFailure if it cannot be read
   */
  void read(ClusterApi api, Part part, Consumer<byte[]> lines) {
    String what = "read the log of " + pod + "/" + container;
    ApiRequest request =
        ApiRequest.get("/api/v1/namespaces/" + namespace + "/pods/" + pod + "/log")
            // Logs are plain text; the API server still wants to be asked for JSON.
            .accepting("application/json, */*")
            .with("container", container)
            .with("follow", part.follow() ? "true" : null)
            .with("previous", part.previous() ? "true" : null)
            .with("sinceSeconds", number(part.sinceSeconds()))
            .with("tailLines", number(part.tailLines()));
    try (Lines stream = api.open(what, request)) {
      if (stream.code() / 100 != 2) {
        throw new CommandFailure("cannot " + what + ": " + refusal(stream));
      }
      for (byte[] line = stream.next(SILENCE); line != null; line = stream.next(SILENCE)) {
        lines.accept(line);
      }
      if (stream.rest().length > 0) {
        lines.accept(stream.rest());
      }
    } catch (IOException e) {
      throw new CommandFailure("cannot " + what + ": the connection broke");
    }
  }

  private static String refusal(Lines stream) throws IOException {
    byte[] status = stream.next(SILENCE);
    String message = Json.parse(status == null ? stream.rest() : status).path("message").asText();
    return message.isEmpty() ? "HTTP " + stream.code() : message;
  }

  private static @Nullable String number(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : null;
  }
}
