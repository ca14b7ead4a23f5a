package dev.sealer.kube.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Raw calls over a client's own HTTP client, with its address, credentials and trust. */
public final class HttpApiClient implements ApiClient {

  private static final long BODY_MARGIN_MILLIS = 5_000;

  private final HttpClient http;
  private final String base;
  private final long timeoutMillis;

  /** Calls the API server that {@code client} is connected to. */
  public HttpApiClient(KubernetesClient client) {
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    this.http = client.getHttpClient().newBuilder().tag(once).build();
    String url = client.getMasterUrl().toString();
    this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.timeoutMillis = client.getConfiguration().getRequestTimeout();
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    return sendRaw(request).json();
  }

  /**
   * Sends a request whose response need not be JSON.
   *
   * @throws IOException as {@link #send}
   */
  public RawAnswer sendRaw(ApiRequest request) throws IOException {
    HttpRequest timed = httpRequest(request).timeout(timeoutMillis, TimeUnit.MILLISECONDS).build();
    HttpResponse<byte[]> response =
        await(
            http.sendAsync(timed, byte[].class),
            timeoutMillis + BODY_MARGIN_MILLIS,
            request.toString());
    byte[] body = response.body();
    return new RawAnswer(response.code(), body == null ? new byte[0] : body);
  }

  @Override
  public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
    RawAnswer answer = sendRaw(request);
    if (!answer.ok()) {
      return answer.json();
    }
    try {
      return new ApiAnswer(answer.code(), ListBody.read(answer.body(), item));
    } catch (IOException e) {
      // Jackson's message may quote the content.
      throw new IOException(request + ": the response is not a complete list");
    }
  }

  @Override
  public Lines open(ApiRequest request) throws IOException {
    return HttpLines.open(this, request);
  }

  /**
   * Opens a stream: {@code consumer} is given each piece of the body after it asked for it.
   *
   * @return when the headers are there; the body starts with {@link AsyncBody#consume}
   * @throws IOException as {@link #send}
   */
  HttpResponse<AsyncBody> stream(ApiRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer)
      throws IOException {
    // No time-out on the request itself: it would end the stream where it covers the body too.
    return await(
        http.consumeBytes(httpRequest(request).build(), consumer),
        timeoutMillis,
        request.toString());
  }

  private HttpRequest.Builder httpRequest(ApiRequest request) {
    HttpRequest.Builder builder =
        http.newHttpRequestBuilder()
            .uri(base + request.target())
            .header("Accept", request.accept());
    String user = request.user();
    if (user != null) {
      builder.header("Impersonate-User", user);
    }
    String contentType = request.contentType();
    return contentType == null
        ? builder
        : builder.method(request.method(), contentType, request.body());
  }

  private static <T> T await(CompletableFuture<T> answer, long millis, String what)
      throws IOException {
    try {
      return answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(what + " was interrupted");
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(what + ": no response within " + millis + " ms");
    } catch (ExecutionException e) {
      throw new IOException(what + ": " + cause(e), e.getCause());
    }
  }

  private static String cause(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String said = cause.getMessage();
    return said == null ? cause.getClass().getSimpleName() : said;
  }
}
