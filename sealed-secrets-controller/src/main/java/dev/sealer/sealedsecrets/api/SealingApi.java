package dev.sealer.sealedsecrets.api;

import dev.sealer.kube.client.Json;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.http.BoundedHttpServer;
import dev.sealer.kube.http.HttpCall;
import dev.sealer.kube.http.HttpLimits;
import dev.sealer.kube.http.HttpReply;
import dev.sealer.sealedsecrets.keys.OpenKeys;
import dev.sealer.sealedsecrets.plan.unseal.Rotation;
import dev.sealer.sealedsecrets.plan.unseal.SealedSecretUnsealer;
import dev.sealer.sealedsecrets.plan.unseal.UnsealedValues;
import dev.sealer.sealing.Sealer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Serves the HTTP API of the Sealed Secrets controller, on every replica. Verify and rotate never
 * render templates, reply with fixed words, and accept one object each.
 */
public final class SealingApi implements AutoCloseable {

  private static final int MAX_BODY_BYTES = 10 << 20;
  private static final int MAX_CONCURRENT = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String METRIC = "sealed_secrets_controller_http_request";

  /** The upstream buckets, which are the default of the Prometheus library for Go. */
  private static final Duration[] BUCKETS =
      IntStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  /**
   * The settings of the API.
   *
   * @param address port 0 for any free port
   * @param rateLimit calls of verify and of rotate per second and caller
   * @param rateLimitBurst additional calls in a burst
   * @param acceptDeprecatedV1Data whether the deprecated form is read
   * @param access who may call verify and rotate
   */
  public record Settings(
      InetSocketAddress address,
      int rateLimit,
      int rateLimitBurst,
      boolean acceptDeprecatedV1Data,
      CallAccess.Rule access) {}

  private final BoundedHttpServer server;
  private final Settings settings;
  private final OpenKeys keys;
  private final CallAccess access;
  private final Supplier<List<String>> waitingFor;
  private final CallerLimits limit;
  private final MeterRegistry registry;

  /**
   * Binds the address; serves nothing until {@link #start}.
   *
   * @param waitingFor returns what the controller waits for; empty when ready
   * @throws IOException if the address cannot be bound
   */
  public SealingApi(
      Settings settings,
      OpenKeys keys,
      Supplier<List<String>> waitingFor,
      ControllerContext context)
      throws IOException {
    this.settings = settings;
    this.keys = keys;
    this.access = new CallAccess(settings.access(), context.objects());
    this.waitingFor = waitingFor;
    this.registry = context.metrics();
    this.limit =
        new CallerLimits(
            settings.rateLimit(), settings.rateLimitBurst(), context.platform().time()::nanos);
    this.server =
        BoundedHttpServer.bind(
                settings.address(), new HttpLimits(MAX_BODY_BYTES, MAX_CONCURRENT, PATIENCE))
            .handle("/healthz", reading(_ -> ApiReply.text(200, "ok")))
            .handle("/readyz", reading(_ -> readiness()))
            .handle("/v1/cert.pem", reading(_ -> certificate()))
            .handle("/v1/verify", limited(this::verify))
            .handle("/v1/rotate", limited(this::rotate));
  }

  /** Starts to serve. */
  public void start() {
    server.start();
  }

  /** Returns the address that it listens at. */
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }

  private ApiReply readiness() {
    List<String> waiting = waitingFor.get();
    return waiting.isEmpty()
        ? ApiReply.text(200, "ok")
        : ApiReply.text(503, "waiting for: " + String.join(", ", waiting));
  }

  private ApiReply certificate() {
    return keys.keys()
        .current()
        .map(key -> ApiReply.of(200, "application/x-pem-file", key.pair().certificate().toPem()))
        .orElseGet(this::noCertificate);
  }

  private ApiReply noCertificate() {
    List<String> waiting = waitingFor.get();
    return ApiReply.text(
        500,
        waiting.isEmpty()
            ? "cannot get certificate"
            : "cannot get certificate: waiting for: " + String.join(", ", waiting));
  }

  private ApiReply verify(SentObject sent) {
    return switch (unseal(sent)) {
      case SealedSecretUnsealer.Result.Unsealed(UnsealedValues unsealed) -> {
        unsealed.close();
        yield ApiReply.empty(200);
      }
      case SealedSecretUnsealer.Result.Failed _ -> ApiReply.empty(409);
    };
  }

  private ApiReply rotate(SentObject sent) {
    return Rotation.refusal(sent.object())
        .map(why -> ApiReply.text(400, why))
        .orElseGet(() -> reseal(sent));
  }

  private ApiReply permitted(HttpCall call, Function<SentObject, ApiReply> handler) {
    return SentObject.parse(call.body())
        .map(sent ->
            switch (access.judge(call, sent.object().key())) {
              case GRANTED -> handler.apply(sent);
              case UNKNOWN_CALLER -> ApiReply.text(401, "unauthorized");
              case DENIED -> ApiReply.text(403, "forbidden");
            })
        .orElseGet(SealingApi::badRequest);
  }

  private ApiReply reseal(SentObject sent) {
    return keys.keys()
        .current()
        .map(current ->
            switch (unseal(sent)) {
              case SealedSecretUnsealer.Result.Failed _ -> ApiReply.empty(409);
              case SealedSecretUnsealer.Result.Unsealed(UnsealedValues unsealed) -> {
                try (unsealed) {
                  Sealer sealer = new Sealer(current.pair().certificate());
                  yield ApiReply.of(
                      200,
                      "application/json",
                      Json.text(Rotation.reseal(sent.tree(), sent.object(), unsealed, sealer)));
                }
              }
            })
        .orElseGet(this::noCertificate);
  }

  private SealedSecretUnsealer.Result unseal(SentObject sent) {
    return new SealedSecretUnsealer(keys.unsealer(), settings.acceptDeprecatedV1Data())
        .unseal(sent.object(), null);
  }

  private Function<HttpCall, HttpReply> reading(Function<HttpCall, ApiReply> handler) {
    return call ->
        switch (call.method()) {
          case "GET", "HEAD" -> counted(call, handler, Map.of());
          default ->
              counted(call, _ -> ApiReply.text(405, "only GET"), Map.of("Allow", "GET, HEAD"));
        };
  }

  private Function<HttpCall, HttpReply> limited(Function<SentObject, ApiReply> handler) {
    return call -> {
      if (!call.method().equals("POST")) {
        return counted(call, _ -> ApiReply.text(405, "only POST"), Map.of("Allow", "POST"));
      }
      RateLimit.Decision decision = limit.take(call);
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("X-RateLimit-Limit", String.valueOf(limit.limit()));
      headers.put("X-RateLimit-Remaining", String.valueOf(decision.remaining()));
      headers.put("X-RateLimit-Reset", seconds(decision.reset()));
      if (!decision.allowed()) {
        headers.put("Retry-After", seconds(decision.retryAfter()));
        return counted(call, _ -> ApiReply.text(429, "limit exceeded"), headers);
      }
      return counted(call, c -> permitted(c, handler), headers);
    };
  }

  private HttpReply counted(
      HttpCall call, Function<HttpCall, ApiReply> handler, Map<String, String> headers) {
    Timer.Sample began = Timer.start(registry);
    ApiReply answer = handler.apply(call);
    Tags tags = Tags.of("path", call.path(), "method", method(call));
    began.stop(
        Timer.builder(METRIC + "_duration")
            .tags(tags)
            .serviceLevelObjectives(BUCKETS)
            .register(registry));
    registry
        .counter(METRIC + "s_total", tags.and("code", String.valueOf(answer.code())))
        .increment();
    return answer.reply(headers);
  }

  /** Maps methods to a bounded number of labels: callers could invent any number of methods. */
  private static String method(HttpCall call) {
    return switch (call.method()) {
      case "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS" ->
          call.method().toLowerCase(Locale.ROOT);
      default -> "other";
    };
  }

  private static ApiReply badRequest() {
    return ApiReply.text(400, "the body must be one SealedSecret, JSON or YAML");
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.plusMillis(999).toSeconds());
  }
}
