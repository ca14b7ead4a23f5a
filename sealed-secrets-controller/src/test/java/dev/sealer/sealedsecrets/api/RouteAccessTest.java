package dev.sealer.sealedsecrets.api;

import static dev.sealer.sealedsecrets.plan.SealedObjects.CURRENT;
import static dev.sealer.sealedsecrets.plan.SealedObjects.KEY;
import static dev.sealer.sealedsecrets.plan.SealedObjects.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.sealing.Scope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each route of the API, by each rule and each sort of caller. */
final class RouteAccessTest {
  private final String canary = "canary-" + UUID.randomUUID();
  private final HttpClient http = HttpClient.newHttpClient();
  private SealingApi api = serve(CallAccess.Rule.OPEN, new Reviews());

  /** Knows tokens that are named for what their holders may do. */
  private static class Reviews implements ApiClient {
    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      ObjectNode review =
          (ObjectNode)
              Json.parse(Objects.requireNonNull(request.body()).getBytes(StandardCharsets.UTF_8));
      JsonNode spec = review.path("spec");
      if (request.path().endsWith("/tokenreviews")) {
        token(review.putObject("status"), spec.path("token").asText());
      } else {
        review.putObject("status").put("allowed", allowed(spec));
      }
      review.withObject("/metadata").put("resourceVersion", "1");
      return new ApiAnswer(201, review);
    }

    private static void token(ObjectNode status, String token) {
      status.put("authenticated", !List.of("x", "expired", "other-audience").contains(token));
      if (!token.equals("nameless")) {
        status.putObject("user").put("username", token);
      }
    }

    /** As RBAC: a review that names nobody is answered for nobody, which may be anybody. */
    private static boolean allowed(JsonNode spec) {
      String namespace = spec.at("/resourceAttributes/namespace").asText();
      return switch (spec.path("user").asText()) {
        case "editor", "" -> namespace.equals(KEY.namespace());
        case "stranger" -> namespace.equals("elsewhere");
        default -> false;
      };
    }

    @Override
    public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Lines open(ApiRequest request) {
      throw new UnsupportedOperationException();
    }
  }

  /** An API server that answers nothing. */
  private static final class Outage extends Reviews {
    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      throw new IOException("no answer");
    }
  }

  private static SealingApi serve(CallAccess.Rule rule, ApiClient calls) {
    try {
      SealingApi api =
          new SealingApi(
              new SealingApi.Settings(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100, 100, true, rule),
              new OneKey(),
              List::of,
              new ControllerContext(
                  calls,
                  (about, type, reason, message) -> {},
                  new SimpleMeterRegistry(),
                  JdkPlatform.standard()));
      api.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serveBy(CallAccess.Rule rule, ApiClient calls) {
    api.close();
    api = serve(rule, calls);
  }

  @AfterEach
  void stop() {
    api.close();
    http.close();
  }

  private HttpResponse<String> call(String method, String path, String token) throws Exception {
    ObjectNode object = Json.object();
    object.put("kind", "SealedSecret").put("apiVersion", "bitnami.com/v1alpha1");
    object.putObject("metadata").put("name", KEY.name()).put("namespace", KEY.namespace());
    object
        .putObject("spec")
        .putObject("encryptedData")
        .put("password", item(CURRENT, Scope.STRICT, canary));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.address().getPort() + path))
            .method(
                method,
                method.equals("POST")
                    ? BodyPublishers.ofString(Json.text(object))
                    : BodyPublishers.noBody());
    if (!token.isEmpty()) {
      request.header(CallAccess.TOKEN_HEADER, token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 401",
    "x, 401",
    "expired, 401",
    "other-audience, 401",
    "nameless, 401",
    "reader, 403",
    "stranger, 403",
    "editor, 200",
  })
  void aTokenMustNameSomebodyWhoMayUpdateTheObject(String token, int code) throws Exception {
    serveBy(CallAccess.Rule.TOKEN, new Reviews());
    for (String path : List.of("/v1/verify", "/v1/rotate")) {
      HttpResponse<String> answer = call("POST", path, token);
      assertThat(answer.statusCode()).as(path).isEqualTo(code);
      assertThat(answer.body()).doesNotContain(canary);
    }
  }

  @Test
  void withoutAnAnswerOfTheApiServerNobodyIsLetIn() throws Exception {
    serveBy(CallAccess.Rule.TOKEN, new Outage());
    for (String path : List.of("/v1/verify", "/v1/rotate")) {
      assertThat(call("POST", path, "editor").statusCode()).as(path).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "reader", "editor"})
  void aClosedApiLetsNobodyIn(String token) throws Exception {
    serveBy(CallAccess.Rule.CLOSED, new Reviews());
    for (String path : List.of("/v1/verify", "/v1/rotate")) {
      assertThat(call("POST", path, token).statusCode()).as(path).isEqualTo(403);
    }
  }

  /** What is public is so by every rule; whatever is not listed is not there. */
  @ParameterizedTest
  @CsvSource({
    "/healthz, 200",
    "/readyz, 200",
    "/v1/cert.pem, 200",
    "/v1/verify, 405",
    "/v1/rotate, 405",
    "/, 404",
    "/v1, 404",
    "/v1/keys, 404",
    "/v1/unseal, 404",
    "/metrics, 404",
    "/debug/pprof, 404",
  })
  void onlyTheListedRoutesAreThere(String path, int code) throws Exception {
    for (CallAccess.Rule rule : CallAccess.Rule.values()) {
      serveBy(rule, new Reviews());
      assertThat(call("GET", path, "").statusCode()).as(rule + " " + path).isEqualTo(code);
      assertThat(call("GET", path, "editor").statusCode()).as(rule + " " + path).isEqualTo(code);
    }
  }

  @Test
  void theCertificateIsAllThatIsPublic() throws Exception {
    assertThat(call("GET", "/v1/cert.pem", "").body())
        .isEqualTo(CURRENT.certificate().toPem())
        .doesNotContain("PRIVATE");
  }
}
