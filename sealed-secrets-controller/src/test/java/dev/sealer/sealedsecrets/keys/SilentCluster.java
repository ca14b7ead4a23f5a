package dev.sealer.sealedsecrets.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Stores Secrets, whose watches never say anything; the answer of a create can be lost. */
final class SilentCluster implements ApiClient {

  private final List<ObjectNode> secrets = new ArrayList<>();
  private boolean loseNextAnswer;
  private int version = 10;

  /** Makes the next create be stored and its answer be lost. */
  synchronized void loseNextAnswer() {
    loseNextAnswer = true;
  }

  synchronized int secrets() {
    return secrets.size();
  }

  @Override
  public synchronized ApiAnswer send(ApiRequest request) throws IOException {
    if (request.method().equals("GET")) {
      return secrets.stream()
          .filter(secret -> request.path().endsWith("/" + name(secret)))
          .findFirst()
          .map(secret -> new ApiAnswer(200, secret))
          .orElseGet(() -> new ApiAnswer(404, Json.object().put("reason", "NotFound")));
    }
    ObjectNode secret =
        (ObjectNode)
            Json.parse(Objects.requireNonNull(request.body()).getBytes(StandardCharsets.UTF_8));
    ObjectNode metadata = secret.withObject("/metadata");
    version++;
    metadata.put("uid", "uid-" + version).put("resourceVersion", String.valueOf(version));
    secrets.add(secret);
    if (loseNextAnswer) {
      loseNextAnswer = false;
      throw new InterruptedIOException("no answer");
    }
    return new ApiAnswer(201, secret);
  }

  private static String name(ObjectNode secret) {
    return secret.path("metadata").path("name").asText();
  }

  @Override
  public synchronized ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) {
    String field = request.query().getOrDefault("fieldSelector", "");
    secrets.stream()
        .filter(secret -> field.isEmpty() || field.equals("metadata.name=" + name(secret)))
        .map(ObjectNode::deepCopy)
        .forEach(item);
    ObjectNode body = Json.object();
    body.putObject("metadata").put("resourceVersion", String.valueOf(version));
    return new ApiAnswer(200, body);
  }

  @Override
  public Lines open(ApiRequest request) {
    return new Lines() {
      @Override
      public int code() {
        return 200;
      }

      @Override
      public byte[] next(Duration idle) throws IOException {
        try {
          new CountDownLatch(1).await();
          throw new IllegalStateException("nothing counts it down");
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("closed");
        }
      }

      @Override
      public void close() {}
    };
  }
}
