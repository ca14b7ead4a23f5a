package dev.sealer.sealedsecrets.api;

import static dev.sealer.sealedsecrets.plan.SealedObjects.CURRENT;
import static dev.sealer.sealedsecrets.plan.SealedObjects.KEY;
import static dev.sealer.sealedsecrets.plan.SealedObjects.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.sealing.Scope;
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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With somebody else's items and a template of the caller's own, verify and rotate tell nothing of
 * a value: they answer alike for values that the template would tell apart.
 */
final class OracleTest {
  private static final String GUESS = "guess-" + UUID.randomUUID();
  private static final String OTHER = "other-" + UUID.randomUUID();

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
                1000,
                1000,
                true,
                CallAccess.Rule.OPEN),
            new OneKey(),
            List::of,
            new ControllerContext(
                new HttpApiClient(nowhere),
                (about, type, reason, message) -> {},
                new SimpleMeterRegistry(),
                JdkPlatform.standard()));
    api.start();
  }

  @AfterEach
  void stop() {
    api.close();
    nowhere.close();
    http.close();
  }

  private HttpResponse<String> post(String path, String value, String template) throws Exception {
    ObjectNode object = Json.object();
    object.put("kind", "SealedSecret").put("apiVersion", "bitnami.com/v1alpha1");
    object.putObject("metadata").put("name", KEY.name()).put("namespace", KEY.namespace());
    ObjectNode spec = object.putObject("spec");
    spec.putObject("encryptedData").put("password", item(CURRENT, Scope.STRICT, value));
    spec.putObject("template").putObject("data").put("probe", template);
    URI uri = URI.create("http://127.0.0.1:" + api.address().getPort() + path);
    return http.send(
        HttpRequest.newBuilder(uri)
            .POST(HttpRequest.BodyPublishers.ofString(Json.text(object)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ if eq .password \"GUESS\" }}{{ fail \"hit\" }}{{ end }}",
        "{{ if eq .password \"GUESS\" }}{{ index .password 999 }}{{ end }}",
        "{{ if hasPrefix \"guess\" .password }}{{ template \"none\" }}{{ end }}",
        "{{ range until (len .password) }}{{ repeat 100000 \"x\" }}{{ end }}",
        "{{ .password }}",
        "{{ if",
      })
  void valuesAreAnsweredAlike(String template) throws Exception {
    String hostile = template.replace("GUESS", GUESS);
    HttpResponse<String> hit = post("/v1/verify", GUESS, hostile);
    HttpResponse<String> miss = post("/v1/verify", OTHER, hostile);
    assertThat(hit.statusCode()).isEqualTo(200).isEqualTo(miss.statusCode());
    assertThat(hit.body()).isEmpty();
    assertThat(miss.body()).isEmpty();

    HttpResponse<String> rotated = post("/v1/rotate", GUESS, hostile);
    HttpResponse<String> other = post("/v1/rotate", OTHER, hostile);
    assertThat(rotated.statusCode()).isEqualTo(200).isEqualTo(other.statusCode());
    for (HttpResponse<String> answer : List.of(rotated, other)) {
      JsonNode spec = Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)).path("spec");
      assertThat(spec.path("encryptedData").fieldNames()).toIterable().containsExactly("password");
      assertThat(spec.path("template").path("data").path("probe").asText()).isEqualTo(hostile);
    }
    assertThat(rotated.body().replaceAll("\"password\":\"[^\"]*\"", ""))
        .isEqualTo(other.body().replaceAll("\"password\":\"[^\"]*\"", ""));
  }
}
