package dev.sealer.sealedsecrets.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.sealedsecrets.keys.OpenKeys;
import dev.sealer.sealedsecrets.keys.plan.KeyOrder;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealedsecrets.plan.CapturedLog;
import dev.sealer.sealedsecrets.plan.Fuzz;
import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged bodies get one of the few answers there are, over real HTTP, and nothing leaks. */
class HttpBodyFuzzTest {

  private static final SealingKeyPair CURRENT = SealedObjects.key(1024, SealedObjects.NOW);
  private static final SealingKeyPair OLD =
      SealedObjects.key(1024, SealedObjects.NOW.minus(Duration.ofDays(60)));
  private static final int UNLIMITED = 1_000_000;
  private static final Set<Integer> ANSWERS = Set.of(200, 400, 409, 413);
  private static final Set<String> REFUSALS =
      Set.of(
          "",
          "the body must be one SealedSecret, JSON or YAML\n",
          "the template's annotations say cluster-wide, the object's own say strict: make them"
              + " agree\n",
          "the template's annotations say namespace-wide, the object's own say strict: make them"
              + " agree\n",
          "the template's annotations say cluster-wide, the object's own say namespace-wide: make"
              + " them agree\n");

  private final Canary canary = Canary.random();

  /** Two keys, without a cluster. */
  private record TwoKeys(KeySet keys, Unsealer unsealer) implements OpenKeys {
    static TwoKeys make() {
      return new TwoKeys(
          KeySet.of(
              KeyOrder.CERT_NOT_BEFORE,
              List.of(
                  KeySecret.Usable.active("current", SealedObjects.NOW, CURRENT),
                  KeySecret.Usable.active("old", SealedObjects.NOW, OLD))),
          SealedObjects.unsealer(CURRENT, OLD));
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whateverIsSentGetsOneOfTheFewAnswers() throws Exception {
    SealingApi.Settings settings =
        new SealingApi.Settings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            UNLIMITED,
            UNLIMITED,
            true,
            CallAccess.Rule.OPEN);
    try (KubernetesClient nowhere =
            new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build())
                .build();
        SealingApi api =
            new SealingApi(
                settings,
                TwoKeys.make(),
                List::of,
                new ControllerContext(
                    new HttpApiClient(nowhere),
                    (about, type, reason, message) -> {},
                    new SimpleMeterRegistry(),
                    JdkPlatform.standard()));
        CapturedLog log = new CapturedLog()) {
      api.start();
      Set<Integer> seen = sendAll(api.address().getPort(), log);
      CanarySearch.of(canary).text("the log", log.text()).assertNothingFound();
      assertThat(log.text()).doesNotContain("failed:");
      assertThat(seen).as("the damage is of all kinds").contains(200, 400, 409);
    }
  }

  private Set<Integer> sendAll(int port, CapturedLog log) throws Exception {
    Set<Integer> seen = new TreeSet<>();
    CanarySearch search = CanarySearch.of(canary);
    List<ObjectNode> whole = List.of(items(), wholeObject());
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int i = 0; i < Fuzz.inputs(40); i++) {
        Fuzz fuzz = new Fuzz(i);
        String path = i % 2 == 0 ? "/v1/verify" : "/v1/rotate";
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body(fuzz, whole)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        seen.add(answer.statusCode());
        assertThat(answer.statusCode()).as("seed %d %s", i, log.text()).isIn(ANSWERS);
        if (answer.statusCode() == 200 && path.equals("/v1/rotate")) {
          assertNotWider(i, answer.body());
        } else {
          assertThat(answer.body()).as("seed %d", i).isIn(REFUSALS);
        }
        search.text("answer " + i, answer.body());
      }
    }
    search.assertNothingFound();
    return seen;
  }

  private static byte[] body(Fuzz fuzz, List<ObjectNode> whole) {
    ObjectNode tree = fuzz.oneOf(whole);
    return switch (fuzz.below(3)) {
      case 0 -> fuzz.damaged(Json.text(tree).getBytes(StandardCharsets.UTF_8));
      default -> Json.text(fuzz.damaged(tree)).getBytes(StandardCharsets.UTF_8);
    };
  }

  /** What comes back never claims, in its template, more than its own annotations say. */
  private static void assertNotWider(int seed, String body) {
    var tree = Json.parse(body.getBytes(StandardCharsets.UTF_8));
    assertThat(scope(tree.at("/spec/template/metadata/annotations")))
        .as("seed %d", seed)
        .isLessThanOrEqualTo(scope(tree.at("/metadata/annotations")));
  }

  private static Scope scope(com.fasterxml.jackson.databind.JsonNode annotations) {
    java.util.Map<String, String> texts = new java.util.HashMap<>();
    annotations.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return Scope.ofAnnotations(texts);
  }

  private ObjectNode items() {
    ObjectNode tree = object();
    tree.withObject("/spec/encryptedData")
        .put("password", SealedObjects.item(OLD, Scope.STRICT, canary.value()))
        .put("other", SealedObjects.item(CURRENT, Scope.STRICT, canary.value() + "-2"));
    tree.withObject("/spec/template/metadata/annotations").put("a", "b");
    tree.withObject("/spec/template/data").put("config", "{{ fail .password }}");
    return tree;
  }

  private ObjectNode wholeObject() {
    ObjectNode secret = Json.object().put("kind", "Secret").put("apiVersion", "v1");
    secret
        .withObject("/metadata/annotations")
        .put("kubectl.kubernetes.io/last-applied-configuration", canary.value());
    secret.withObject("/stringData").put("password", canary.value());
    ObjectNode tree = object();
    tree.withObject("/spec").put("data", SealedObjects.item(OLD, Scope.STRICT, Json.text(secret)));
    return tree;
  }

  private static ObjectNode object() {
    ObjectNode tree = Json.object();
    tree.put("apiVersion", "bitnami.com/v1alpha1").put("kind", "SealedSecret");
    tree.withObject("/metadata")
        .put("name", SealedObjects.KEY.name())
        .put("namespace", SealedObjects.KEY.namespace());
    return tree;
  }
}
