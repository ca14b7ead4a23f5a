package dev.sealer.testbed.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Plain GET requests to the API server, as its administrator. */
final class ApiServerProbe implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int NO_ANSWER = -1;

  private final HttpClient http;
  private final String server;
  private final String token;

  ApiServerProbe(String server, SSLContext trust, String token) {
    this.http = HttpClient.newBuilder().sslContext(trust).connectTimeout(PATIENCE).build();
    this.server = server;
    this.token = token;
  }

  /** Returns the HTTP status of a GET, or -1 without a response. */
  int status(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Authorization", "Bearer " + token)
            .timeout(PATIENCE)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return NO_ANSWER;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the API server", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
