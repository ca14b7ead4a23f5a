package dev.sealer.kube.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDK's HTTP server with limits: body size, requests at a time, time to send a request and to
 * read a response, connections. Handlers run on virtual threads and may block.
 */
public final class BoundedHttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BoundedHttpServer.class);
  private static final int BACKLOG = 128;

  /**
   * The server's own settings, which it reads once in a process: set here unless the launcher did.
   * Seconds for the two times.
   */
  private static final Map<String, String> PROCESS_SETTINGS =
      Map.of(
          "sun.net.httpserver.nodelay", "true",
          "sun.net.httpserver.maxReqTime", "60",
          "sun.net.httpserver.maxRspTime", "120",
          "jdk.httpserver.maxConnections", "1024");

  static {
    PROCESS_SETTINGS.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
  }

  private final HttpServer server;
  private final HttpLimits limits;
  private final Semaphore turns;
  private final BodyReader bodies;
  private final ExecutorService threads;

  private BoundedHttpServer(HttpServer server, HttpLimits limits) {
    this.server = server;
    this.limits = limits;
    this.turns = new Semaphore(limits.maxConcurrent());
    this.bodies = new BodyReader(limits);
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    server.setExecutor(threads);
  }

  /**
   * Limits the time that a client may take to send a request and to read the response, for all
   * servers of this process. Must be called before the first is bound. Zero for no limit; parts of
   * a second count as a whole one.
   */
  public static void limitTimes(Duration read, Duration write) {
    System.setProperty("sun.net.httpserver.maxReqTime", seconds(read));
    System.setProperty("sun.net.httpserver.maxRspTime", seconds(write));
  }

  /**
   * Binds the address; serves nothing until {@link #start}.
   *
   * @param address port 0 for any free one
   * @throws IOException when the address cannot be had; says which
   */
  public static BoundedHttpServer bind(InetSocketAddress address, HttpLimits limits)
      throws IOException {
    try {
      return new BoundedHttpServer(HttpServer.create(address, BACKLOG), limits);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  /** Answers requests to exactly {@code path} with {@code handler}; all others get 404. */
  public BoundedHttpServer handle(String path, Function<HttpCall, HttpReply> handler) {
    server.createContext(path, exchange -> exchange(exchange, path, handler));
    return this;
  }

  /** Starts to serve. */
  public void start() {
    server.start();
  }

  /** Returns the address that it listens at. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Lets running requests end, for a second at most. */
  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
  }

  private void exchange(HttpExchange exchange, String path, Function<HttpCall, HttpReply> handler)
      throws IOException {
    try (exchange) {
      HttpReply reply =
          exchange.getRequestURI().getPath().equals(path)
              ? receive(exchange, handler)
              : HttpReply.text(404, "not found");
      send(exchange, reply);
    }
  }

  /** Only the handler takes a turn, so that slow senders and readers block nobody. */
  private HttpReply receive(HttpExchange exchange, Function<HttpCall, HttpReply> handler)
      throws IOException {
    return switch (bodies.read(exchange.getRequestBody())) {
      case BodyReader.Received.TooLarge _ ->
          HttpReply.text(413, "the body is larger than " + limits.maxBodyBytes() + " bytes");
      case BodyReader.Received.Busy _ -> busy();
      case BodyReader.Received.Whole(BodyReader.Body body) -> {
        try (body) {
          yield inTurn(new HttpCall(exchange, body.bytes()), handler);
        }
      }
    };
  }

  private HttpReply inTurn(HttpCall call, Function<HttpCall, HttpReply> handler) {
    if (!takeTurn(limits.patience())) {
      return busy();
    }
    try {
      return handler.apply(call);
    } catch (RuntimeException | StackOverflowError failure) {
      // Its message may quote the request.
      LOG.error(
          "{} failed: {} at {}",
          call.path(),
          failure.getClass().getName(),
          failure.getStackTrace().length > 0 ? failure.getStackTrace()[0] : "an unknown place");
      return HttpReply.text(500, "internal error");
    } finally {
      turns.release();
    }
  }

  private static HttpReply busy() {
    return HttpReply.text(503, "busy").with("Retry-After", "1");
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.plusMillis(999).toSeconds());
  }

  private boolean takeTurn(Duration patience) {
    try {
      return turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void send(HttpExchange exchange, HttpReply reply) throws IOException {
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    int length = reply.body().length;
    exchange.sendResponseHeaders(reply.code(), head || length == 0 ? -1 : length);
    if (!head && length > 0) {
      exchange.getResponseBody().write(reply.body());
    }
  }
}
