package dev.sealer.testbed.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A proxy on loopback that remembers every request and fails those it is told to fail. */
public final class RecordingProxy implements AutoCloseable {
  /** Headers that the HTTP client sets itself, or that end at a proxy. */
  private static final Set<String> NOT_FORWARDED =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private static final class Rule {
    private final Predicate<ProxiedCall> calls;
    private final Function<ProxiedCall, ProxyFault> fault;
    private long left;

    Rule(Predicate<ProxiedCall> calls, Function<ProxiedCall, ProxyFault> fault, long times) {
      this.calls = calls;
      this.fault = fault;
      this.left = times;
    }
  }

  private final URI backend;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<ProxiedCall> recorded = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Object changed = new Object();
  private final LocalHttpServer server;

  /** Starts a proxy in front of the backend's root URL. */
  public RecordingProxy(URI backend) {
    this.backend = backend;
    this.server = LocalHttpServer.start(this::handle);
  }

  /** The proxy's root URL, without a slash at its end. */
  public URI uri() {
    return server.uri();
  }

  /** The requests so far, failed ones included, in the order they arrived. */
  public List<ProxiedCall> calls() {
    synchronized (changed) {
      return List.copyOf(recorded);
    }
  }

  /** Forgets the requests so far. */
  public void forgetCalls() {
    synchronized (changed) {
      recorded.clear();
    }
  }

  /** Fails the next {@code times} requests that match; rules added later are asked first. */
  public void fail(
      Predicate<ProxiedCall> calls, Function<ProxiedCall, ProxyFault> fault, long times) {
    synchronized (changed) {
      rules.addFirst(new Rule(calls, fault, times));
    }
  }

  /** Ends all faults; requests that hang are forwarded. */
  public void clearFaults() {
    synchronized (changed) {
      rules.clear();
      changed.notifyAll();
    }
  }

  @Override
  public void close() {
    clearFaults();
    server.close();
    client.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Headers headers = new Headers();
    headers.putAll(exchange.getRequestHeaders());
    ProxiedCall call =
        new ProxiedCall(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    try {
      switch (recordAndJudge(call)) {
        case null -> forward(exchange, call);
        case ProxyFault.Answer answer -> {
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", answer.contentType());
          respond(exchange, answer.status(), body);
        }
        case ProxyFault.Hang _ -> {
          awaitClearedFaults();
          forward(exchange, call);
        }
        case ProxyFault.Disconnect _ -> {}
      }
    } finally {
      exchange.close();
    }
  }

  private @Nullable ProxyFault recordAndJudge(ProxiedCall call) {
    synchronized (changed) {
      recorded.add(call);
      for (Rule rule : rules) {
        if (rule.left > 0 && rule.calls.test(call)) {
          rule.left--;
          return rule.fault.apply(call);
        }
      }
      return null;
    }
  }

  private void awaitClearedFaults() {
    synchronized (changed) {
      while (!rules.isEmpty()) {
        try {
          changed.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void forward(HttpExchange exchange, ProxiedCall call) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(backend + call.target()))
            .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.bodyBytes()));
    call.headers()
        .forEach((name, values) -> {
          if (isForwarded(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach((name, values) -> {
            if (isForwarded(name)) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      respond(exchange, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isForwarded(String header) {
    return !NOT_FORWARDED.contains(header.toLowerCase(Locale.ROOT));
  }

  private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
