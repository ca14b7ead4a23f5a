package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests what users and other controllers change while a sync runs. */
final class ConcurrentChangesTest {

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  /** Changes something once, right before the engine writes an object. */
  private void beforeTheWriteOf(String name, Runnable change) {
    AtomicBoolean done = new AtomicBoolean();
    place.beforeCall =
        request -> {
          if (writes(request, name) && done.compareAndSet(false, true)) {
            change.run();
          }
        };
  }

  private static boolean writes(ApiRequest request, String name) {
    return request.method().equals("PATCH")
        && request.path().equals(ResourceType.CONFIG_MAP.objectPath(inApp(name)))
        && !request.query().containsKey("dryRun");
  }

  private void editApplication(String patch) {
    ObjectNode _ = place.user.edit(APPLICATION, application("web"), patch);
  }

  @Test
  void anObjectThatAnotherApplicationTakesBeforeTheWriteIsLeftToIt() {
    place.apply("other", "annotations: {argocd.argoproj.io/skip-reconcile: 'true'}", "{}");
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.automated("web", "");
    place.settle();

    beforeTheWriteOf(
        "hello",
        () -> {
          ObjectNode _ =
              place.user.edit(
                  ResourceType.CONFIG_MAP,
                  inApp("hello"),
                  """
                  metadata:
                    annotations: {argocd.argoproj.io/tracking-id: 'other:/ConfigMap:app/hello'}
                  data: {greeting: theirs}
                  """);
        });
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("theirs");
    assertThat(place.condition("web", "SharedResourceWarning"))
        .contains("ConfigMap app/hello is part of Application other");
  }

  private void commitTwoWaves() {
    String _ =
        place.git.commit(
            "app/first.yaml",
            configMap("first", "one"),
            "app/second.yaml",
            configMap("second", "one", "{argocd.argoproj.io/sync-wave: '1'}"));
  }

  @Test
  void aTerminationDuringAWriteEndsTheSync() {
    commitTwoWaves();
    beforeTheWriteOf(
        "first", () -> editApplication("status: {operationState: {phase: Terminating}}"));
    place.automated("web", "");
    place.settle();

    JsonNode operation = place.status("web").at("/operationState");
    assertThat(operation.path("phase").asText()).isEqualTo("Failed");
    assertThat(operation.path("message").asText()).isEqualTo("the operation was terminated");
    assertThat(place.greeting("second")).isEmpty();
  }

  @Test
  void aSyncThatIsRequestedDuringAnotherRunsAfterIt() {
    commitTwoWaves();
    beforeTheWriteOf(
        "first",
        () ->
            editApplication(
                "operation: {initiatedBy: {username: ada}, sync: {revision: main, prune: true}}"));
    place.automated("web", "");
    place.settle();

    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.status("web").at("/operationState/operation/initiatedBy/username").asText())
        .isEqualTo("ada");
    assertThat(place.status("web").path("history")).hasSize(2);
    assertThat(place.user.get(APPLICATION, application("web")).has("operation")).isFalse();
  }
}
