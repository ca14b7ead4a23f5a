package dev.sealer.kube.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serves {@code /healthz} (200 while the process runs), {@code /readyz} (503 with the names of what
 * is waited for, then 200) and {@code /metrics} (Prometheus text).
 */
public final class ProbeServer implements AutoCloseable {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final BoundedHttpServer server;

  private ProbeServer(BoundedHttpServer server) {
    this.server = server;
  }

  /**
   * Binds and starts.
   *
   * @param address port 0 for any free one
   * @throws IOException when the address cannot be had; says which
   */
  public static ProbeServer start(
      InetSocketAddress address, Readiness readiness, PrometheusMeterRegistry registry)
      throws IOException {
    BoundedHttpServer server =
        BoundedHttpServer.bind(address, HttpLimits.forProbes())
            .handle("/healthz", reading(() -> HttpReply.text(200, "ok")))
            .handle("/readyz", reading(() -> ready(readiness.waitingFor())))
            .handle("/metrics", reading(() -> metrics(registry)));
    server.start();
    return new ProbeServer(server);
  }

  /** Returns the address that it listens at. */
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }

  private static Function<HttpCall, HttpReply> reading(Supplier<HttpReply> reply) {
    return call ->
        switch (call.method()) {
          case "GET", "HEAD" -> reply.get();
          default -> HttpReply.text(405, "only GET").with("Allow", "GET, HEAD");
        };
  }

  private static HttpReply ready(List<String> waitingFor) {
    return waitingFor.isEmpty()
        ? HttpReply.text(200, "ok")
        : HttpReply.text(503, "waiting for: " + String.join(", ", waitingFor));
  }

  private static HttpReply metrics(PrometheusMeterRegistry registry) {
    return HttpReply.of(
        200, PROMETHEUS_TEXT, InfoGauges.scrape(registry).getBytes(StandardCharsets.UTF_8));
  }
}
