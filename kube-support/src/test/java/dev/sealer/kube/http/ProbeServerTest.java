package dev.sealer.kube.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ProbeServerTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static HttpResponse<String> call(
      InetSocketAddress at, String method, String path, byte[] body)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofByteArray(body)).build(),
          BodyHandlers.ofString());
    }
  }

  @Test
  void namesWhatItWaitsForUntilItIsReady() throws Exception {
    Readiness readiness = new Readiness();
    AtomicBoolean synced = new AtomicBoolean();
    readiness.require("secrets watched", synced::get);
    readiness.require("always", () -> true);
    readiness.consult("part", () -> synced.get() ? List.of() : List.of("x", "y"));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.counter("sealer.test").increment();
    try (ProbeServer server = ProbeServer.start(ANY_PORT, readiness, registry)) {
      HttpResponse<String> waiting = call(server.address(), "GET", "/readyz", new byte[0]);
      assertThat(waiting.statusCode()).isEqualTo(503);
      assertThat(waiting.body()).isEqualTo("waiting for: part: x, part: y, secrets watched\n");
      assertThat(call(server.address(), "GET", "/healthz", new byte[0]).statusCode())
          .isEqualTo(200);

      synced.set(true);

      assertThat(call(server.address(), "GET", "/readyz", new byte[0]).statusCode()).isEqualTo(200);
      assertThat(call(server.address(), "GET", "/metrics", new byte[0]).body())
          .contains("sealer_test_total 1.0");
      assertThat(call(server.address(), "POST", "/metrics", new byte[0]).statusCode())
          .isEqualTo(405);
      assertThat(call(server.address(), "GET", "/metrics/x", new byte[0]).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void keepsTheNamesOfGaugesThatEndInInfo() throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    InfoGauges.keepIn(registry);
    Gauge.builder("condition_info", () -> -1).tag("name", "x_info_value").register(registry);
    Gauge.builder("build_info", () -> 1).register(registry);
    try (ProbeServer server = ProbeServer.start(ANY_PORT, new Readiness(), registry)) {
      assertThat(call(server.address(), "GET", "/metrics", new byte[0]).body())
          .contains("# TYPE condition_info gauge\n")
          .contains("\ncondition_info{name=\"x_info_value\"} -1.0\n")
          .contains("\nbuild_info 1.0\n");
    }
  }

  @Test
  void refusesABodyOverTheLimitAndHidesWhatAHandlerThrew() throws Exception {
    HttpLimits limits = new HttpLimits(8, 4, Duration.ofSeconds(1));
    try (BoundedHttpServer server =
        BoundedHttpServer.bind(ANY_PORT, limits)
            .handle("/echo", c -> HttpReply.of(200, "text/plain", c.body()))
            .handle(
                "/fail",
                c -> {
                  throw new IllegalStateException("canary-77aa");
                })) {
      server.start();

      assertThat(call(server.address(), "POST", "/echo", new byte[8]).statusCode()).isEqualTo(200);
      assertThat(call(server.address(), "POST", "/echo", new byte[9]).statusCode()).isEqualTo(413);
      HttpResponse<String> failed = call(server.address(), "GET", "/fail", new byte[0]);
      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.body()).doesNotContain("canary");
    }
  }

  @Test
  void answersBusyWhenAllTurnsAreTaken() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    HttpLimits limits = new HttpLimits(8, 1, Duration.ofMillis(20));
    try (BoundedHttpServer server =
        BoundedHttpServer.bind(ANY_PORT, limits)
            .handle(
                "/slow",
                c -> {
                  inside.countDown();
                  try {
                    release.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return HttpReply.empty(204);
                })) {
      server.start();
      Thread first =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  call(server.address(), "GET", "/slow", new byte[0]);
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      inside.await();

      assertThat(call(server.address(), "GET", "/slow", new byte[0]).statusCode()).isEqualTo(503);
      release.countDown();
      first.join();
    }
  }

  @Test
  void whoSendsSlowlyTakesNobodysTurn() throws Exception {
    HttpLimits limits = new HttpLimits(1 << 20, 1, Duration.ofSeconds(1));
    try (BoundedHttpServer server =
        BoundedHttpServer.bind(ANY_PORT, limits)
            .handle("/echo", c -> HttpReply.of(200, "text/plain", c.body()))) {
      server.start();
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
        socket
            .getOutputStream()
            .write(
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"
                    .getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }

      assertThat(call(server.address(), "POST", "/echo", new byte[500_000]).statusCode())
          .isEqualTo(200);
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void bodiesTogetherTakeNoMoreThanTheirShare() throws Exception {
    BodyReader reader = new BodyReader(new HttpLimits(100_000, 1, Duration.ofMillis(20)));
    InputStream large = new ByteArrayInputStream(new byte[100_000]);
    InputStream another = new ByteArrayInputStream(new byte[100_000]);
    InputStream small = new ByteArrayInputStream(new byte[8_000]);

    BodyReader.Received first = reader.read(large);

    assertThat(first).isInstanceOf(BodyReader.Received.Whole.class);
    assertThat(reader.read(another)).isInstanceOf(BodyReader.Received.Busy.class);
    assertThat(reader.read(small)).isInstanceOf(BodyReader.Received.Whole.class);
    ((BodyReader.Received.Whole) first).body().close();
    assertThat(reader.read(new ByteArrayInputStream(new byte[100_001])))
        .isInstanceOf(BodyReader.Received.TooLarge.class);
    assertThat(reader.read(new ByteArrayInputStream(new byte[100_000])))
        .isInstanceOf(BodyReader.Received.Whole.class);
  }

  @Test
  void namesTheAddressItCannotHave() throws Exception {
    try (BoundedHttpServer taken = BoundedHttpServer.bind(ANY_PORT, HttpLimits.forProbes())) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> BoundedHttpServer.bind(taken.address(), HttpLimits.forProbes()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(Integer.toString(taken.address().getPort()));
    }
  }
}
