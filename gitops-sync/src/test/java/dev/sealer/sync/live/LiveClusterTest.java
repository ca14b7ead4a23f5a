package dev.sealer.sync.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.ApplicationNamespaces;
import dev.sealer.sync.plan.TrackingRules;
import dev.sealer.sync.plan.settings.ArgoSettings;
import dev.sealer.sync.plan.settings.TrackingSettings;
import dev.sealer.sync.plan.settings.TrackingSettings.Method;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveClusterTest {

  private static final ObjectKey APP = new ObjectKey("argocd", "app");
  private final Platform platform = JdkPlatform.standard();
  private final ScriptedCalls calls = new ScriptedCalls();
  private final BlockingQueue<String> woken = new LinkedBlockingQueue<>();
  private volatile LiveRules rules = LiveRules.of(ArgoSettings.standard());
  private final LiveCluster cluster =
      new LiveCluster(
          calls, platform, ApplicationNamespaces.only("argocd"), new Woken(), () -> rules);

  @Test
  void anEventOlderThanOurWriteDoesNotCountAsIt() throws Exception {
    ResourceId id = new ResourceId("", "ConfigMap", "ns", "web");
    watchConfigMaps();

    cluster.wrote(id, "12");
    calls.event("MODIFIED", "11");
    assertThat(woken.take()).isEqualTo("app");
    assertThat(cluster.mayBeBehind(id)).isTrue();

    calls.event("MODIFIED", "12");
    assertThat(woken.take()).isEqualTo("app");
    assertThat(cluster.mayBeBehind(id)).isFalse();
  }

  @Test
  void afterAWriteWithoutAnAnswerTheObjectIsReadUntilTheWatchShowsWhatWasRead() throws Exception {
    ResourceId id = new ResourceId("", "ConfigMap", "ns", "web");
    watchConfigMaps();

    cluster.wroteUnknown(id);
    calls.event("MODIFIED", "11");
    assertThat(woken.take()).isEqualTo("app");
    assertThat(cluster.mayBeBehind(id)).isTrue();

    cluster.wrote(id, "11");
    assertThat(cluster.mayBeBehind(id)).isFalse();
  }

  @Test
  void theEndOfAnObjectEndsTheWaitForItButNotForItsSuccessor() throws Exception {
    ResourceId id = new ResourceId("", "ConfigMap", "ns", "web");
    watchConfigMaps();
    calls.event("ADDED", "11");
    assertThat(woken.take()).isEqualTo("app");

    cluster.wroteUnknown(id);
    calls.event("DELETED", "12");
    assertThat(woken.take()).isEqualTo("app");
    assertThat(cluster.mayBeBehind(id)).isFalse();

    calls.event("ADDED", "13");
    assertThat(woken.take()).isEqualTo("app");
    cluster.wrote(id, "15");
    calls.event("DELETED", "14");
    assertThat(woken.take()).isEqualTo("app");
    assertThat(cluster.mayBeBehind(id)).isTrue();
  }

  @Test
  void aKindThatIsNotServedInItsVersionAnyMoreIsWatchedInAnotherOne() throws Exception {
    ResourceType old = new ResourceType("example.com", "v1beta1", "Widget", "widgets", true);
    ResourceType next = new ResourceType("example.com", "v1", "Widget", "widgets", true);
    calls.refused = "v1beta1";
    assertThat(cluster.watch(APP, List.of(old))).isFalse();
    await().atMost(Duration.ofSeconds(60)).until(() -> cluster.failing().equals(List.of(old)));

    await().atMost(Duration.ofSeconds(60)).until(() -> cluster.watch(APP, List.of(next)));

    assertThat(cluster.failing()).isEmpty();
    assertThat(cluster.typeOf(new ResourceId("example.com", "Widget", "ns", "a"))).hasValue(next);
    cluster.want(APP, List.of(new ResourceId("example.com", "Widget", "ns", "a")));
    cluster.wakeUsers(next);
    assertThat(woken.take()).isEqualTo("app");
  }

  @Test
  void aKindThatNobodyUsesIsWatchedUntilTheSecondLook() {
    ResourceId map = new ResourceId("", "ConfigMap", "ns", "web");
    ResourceId namespace = new ResourceId("", "Namespace", "", "ns");
    List<ResourceType> both = List.of(ResourceType.CONFIG_MAP, ResourceType.NAMESPACE);
    boolean _ = cluster.watch(APP, both);
    boolean _ = cluster.watch("other", List.of(ResourceType.NAMESPACE));

    cluster.forget(APP);
    cluster.closeUnused();
    assertThat(cluster.typeOf(map)).isPresent();
    boolean _ = cluster.watch(APP, both);
    cluster.closeUnused();
    cluster.forget(APP);
    cluster.closeUnused();
    assertThat(cluster.typeOf(map)).isPresent();

    cluster.closeUnused();

    assertThat(cluster.typeOf(map)).isEmpty();
    assertThat(cluster.typeOf(namespace)).isPresent();
  }

  @Test
  void aHealthThatStaysTheSameIsToldSoonAndNoChangeToNobody() throws Exception {
    ResourceType deployments = new ResourceType("apps", "v1", "Deployment", "deployments", true);
    await().atMost(Duration.ofSeconds(60)).until(() -> cluster.watch(APP, List.of(deployments)));

    calls.event(
        "MODIFIED",
        "11",
        "Deployment",
        "{observedGeneration: 1, updatedReplicas: 1, availableReplicas: 0}");
    assertThat(woken.take()).isEqualTo("app");
    calls.event(
        "MODIFIED",
        "12",
        "Deployment",
        "{observedGeneration: 1, updatedReplicas: 0, availableReplicas: 0}");
    assertThat(woken.take()).isEqualTo("app soon");
    calls.event(
        "MODIFIED",
        "13",
        "Deployment",
        "{observedGeneration: 1, updatedReplicas: 0, availableReplicas: 0, x: 1}");
    calls.event(
        "MODIFIED",
        "14",
        "Deployment",
        "{observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1}");
    assertThat(woken.take()).isEqualTo("app");
  }

  @Test
  void otherSettingsAreAppliedToAllObjectsAndNobodySeesTheKindWithoutThem() {
    ResourceId id = new ResourceId("", "ConfigMap", "ns", "web");
    calls.stored = true;
    watchConfigMaps();
    assertThat(cluster.tracked(APP)).containsExactly(id);

    rules =
        new LiveRules(
            new TrackingRules(new TrackingSettings(Method.ANNOTATION, "instance", "another")),
            HealthChecks.builtIn());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          assertThat(cluster.find(id)).isPresent();
          cluster.applySettings();
          return cluster.tracked(APP).isEmpty();
        });

    assertThat(cluster.watch("app", List.of(ResourceType.CONFIG_MAP))).isTrue();
    assertThat(cluster.find(id)).isPresent();
  }

  private void watchConfigMaps() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cluster.watch(APP, List.of(ResourceType.CONFIG_MAP)));
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private final class Woken implements LiveCluster.WakeUps {
    @Override
    public void now(ObjectKey application) {
      woken.add(application.name());
    }

    @Override
    public void soon(ObjectKey application) {
      woken.add(application.name() + " soon");
    }
  }

  /** An empty cluster at version 10, and the events that a test sends. */
  private static final class ScriptedCalls implements ApiClient {
    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private volatile String refused = "nothing";

    /** Whether there is one object. */
    private volatile boolean stored;

    void event(String type, String version) {
      event(type, version, "ConfigMap", "{}");
    }

    void event(String type, String version, String kind, String status) {
      ObjectNode event = Json.object().put("type", type);
      event.set("object", object(kind, version, status));
      events.add(Json.text(event).getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode object(String kind, String version, String status) {
      ObjectNode object = Json.object().put("kind", kind);
      object.putObject("spec").put("replicas", 1);
      object.set("status", KubeYaml.readDocument(status, "status").content());
      ObjectNode metadata = object.putObject("metadata");
      metadata.put("namespace", "ns").put("name", "web").put("uid", "u");
      metadata.put("resourceVersion", version);
      metadata
          .putObject("annotations")
          .put(
              "argocd.argoproj.io/tracking-id",
              kind.equals("ConfigMap") ? "app:/ConfigMap:ns/web" : "app:apps/" + kind + ":ns/web");
      metadata.put("generation", 1);
      return object;
    }

    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      throw new IOException("nobody is there");
    }

    @Override
    public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) {
      ObjectNode body = Json.object();
      if (request.path().contains(refused)) {
        return new ApiAnswer(404, body);
      }
      body.putObject("metadata").put("resourceVersion", "10");
      if (stored) {
        item.accept(object("ConfigMap", "9", "{}"));
      }
      return new ApiAnswer(200, body);
    }

    @Override
    public Lines open(ApiRequest request) {
      return new Lines() {
        @Override
        public int code() {
          return 200;
        }

        @Override
        public byte[] next(Duration idle) throws IOException {
          try {
            return events.take();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("closed");
          }
        }

        @Override
        public void close() {}
      };
    }
  }
}
