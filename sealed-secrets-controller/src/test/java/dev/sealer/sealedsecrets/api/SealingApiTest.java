package dev.sealer.sealedsecrets.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.sealedsecrets.keys.KeySettings;
import dev.sealer.sealedsecrets.keys.SealingKeys;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over real HTTP, without a cluster and so without a key. */
class SealingApiTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final HttpClient http = HttpClient.newHttpClient();
  private final KubernetesClient nowhere =
      new KubernetesClientBuilder()
          .withConfig(new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build())
          .build();
  private SealingApi api;

  @BeforeEach
  void start() throws IOException {
    api =
        new SealingApi(
            new SealingApi.Settings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1,
                1,
                true,
                CallAccess.Rule.OPEN),
            new SealingKeys(
                new HttpApiClient(nowhere),
                KeySettings.defaults("x"),
                new JdkPrivateKeyOperation()),
            () -> ready.get() ? List.of() : List.of("sealing keys"),
            new ControllerContext(
                new HttpApiClient(nowhere),
                (about, type, reason, message) -> {},
                registry,
                JdkPlatform.standard()));
    api.start();
  }

  @AfterEach
  void stop() {
    api.close();
    nowhere.close();
    http.close();
  }

  @Test
  void isAliveAtOnceAndReadyWhenItIs() throws Exception {
    assertThat(get("/healthz").body()).isEqualTo("ok\n");
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("waiting for: sealing keys\n");

    ready.set(true);

    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void saysThatThereIsNoCertificate() throws Exception {
    HttpResponse<String> answer = get("/v1/cert.pem");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("cannot get certificate: waiting for: sealing keys\n");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /healthz, 405",
    "POST, /v1/cert.pem, 405",
    "GET, /v1/verify, 405",
    "PUT, /v1/rotate, 405",
    "GET, /, 404",
    "GET, /v1/cert.pem/x, 404",
    "GET, /metrics, 404",
  })
  void refusesOtherMethodsAndPaths(String method, String path, int code) throws Exception {
    assertThat(
            send(HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "kind: Secret\napiVersion: v1\nmetadata: {name: x}",
        "kind: SealedSecret\napiVersion: bitnami.com/v1alpha1\nmetadata: {}",
        "kind: SealedSecret\napiVersion: bitnami.com/v1alpha1\nmetadata: {name: x}\nspec: 5",
        "kind: SealedSecret\napiVersion: bitnami.com/v1alpha1\nmetadata: {name: x}\n---\na: b",
      })
  void refusesAnythingButOneSealedSecretWithAFixedAnswer(String body) throws Exception {
    HttpResponse<String> answer = post("/v1/verify", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("the body must be one SealedSecret, JSON or YAML\n");
  }

  @Test
  void answersWhatDoesNotOpenWithNothingButTheCode() throws Exception {
    HttpResponse<String> answer =
        post(
            "/v1/verify",
            "{\"kind\":\"SealedSecret\",\"apiVersion\":\"bitnami.com/v1alpha1\","
                + "\"metadata\":{\"name\":\"x\"},\"spec\":{\"encryptedData\":{\"a\":\"AgA=\"}}}");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void refusesABodyOfMoreThanTenMebibytes() throws Exception {
    assertThat(post("/v1/rotate", " ".repeat((10 << 20) + 1)).statusCode()).isEqualTo(413);
  }

  @Test
  void limitsTheRateOfEachPath() throws Exception {
    HttpResponse<String> third = post("/v1/verify", "{");
    for (int i = 0; i < 50 && third.statusCode() != 429; i++) {
      third = post("/v1/verify", "{");
    }

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.body()).isEqualTo("limit exceeded\n");
    assertThat(third.headers().firstValue("Retry-After")).contains("1");
    assertThat(third.headers().firstValue("X-RateLimit-Limit")).contains("2");
    assertThat(post("/v1/rotate", "{").statusCode()).isEqualTo(400);
    assertThat(
            registry
                .get("sealed_secrets_controller_http_requests_total")
                .tags("path", "/v1/verify", "code", "429", "method", "post")
                .counter()
                .count())
        .isEqualTo(1);
  }

  /** Upstream's 0.39.0 limited only verify before. */
  @Test
  void limitsTheRateOfRotateToo() throws Exception {
    boolean limited = false;
    for (int i = 0; i < 50 && !limited; i++) {
      limited = post("/v1/rotate", "{").statusCode() == 429;
    }
    assertThat(limited).isTrue();
  }

  @Test
  void aForgedForwardedForDoesNotGetAroundTheLimit() throws Exception {
    boolean refused = false;
    for (int i = 0; i < 500 && !refused; i++) {
      refused = verifyFrom("203.0.113." + i) == 429;
    }

    assertThat(refused).as("all callers behind one address share a limit too").isTrue();
  }

  @Test
  void onlyWhatTheProxyAppendedTellsCallersApart() throws Exception {
    boolean refused = false;
    // Fewer calls than an address may make, so that it is the caller's own limit.
    for (int i = 0; i < 18 && !refused; i++) {
      refused = verifyFrom("198.51.100." + i + ", 203.0.113.7") == 429;
    }

    assertThat(refused).isTrue();
  }

  private int verifyFrom(String forwardedFor) throws Exception {
    return send(HttpRequest.newBuilder(uri("/v1/verify"))
            .header("X-Forwarded-For", forwardedFor)
            .POST(BodyPublishers.ofString("{")))
        .statusCode();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + api.address().getPort() + path);
  }
}
