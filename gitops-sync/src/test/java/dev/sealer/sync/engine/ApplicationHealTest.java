package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Drift, and what is not drift. */
final class ApplicationHealTest {

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  @BeforeEach
  void begin() {
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "one"),
            "app/other.yaml",
            configMap("other", "one"),
            "app/hook.yaml",
            configMap("hook", "one", "{argocd.argoproj.io/hook: PreSync}"));
    place.automated("web", "");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  private String uid(String name) {
    return place.user.text(ResourceType.CONFIG_MAP, inApp(name), "/metadata/uid");
  }

  @Test
  void aHealIsOfWhatDiffersOnlyAndHasNeitherHooksNorHistory() {
    String hook = uid("hook");
    ObjectNode _ =
        place.user.edit(ResourceType.CONFIG_MAP, inApp("hello"), "data: {greeting: edited}");
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("one");
    assertThat(uid("hook")).isEqualTo(hook);
    assertThat(place.status("web").path("history")).hasSize(1);
    assertThat(place.status("web").at("/operationState/operation/sync/resources"))
        .singleElement()
        .extracting(one -> one.path("name").asText())
        .isEqualTo("hello");
  }

  @Test
  void aHookIsNotAmongTheObjectsOfTheStatus() {
    assertThat(place.status("web").path("resources"))
        .extracting(one -> one.path("name").asText())
        .containsExactly("hello", "other");
  }

  @Test
  void aCopyOfATrackedObjectIsNeitherShownNorPruned() {
    ObjectNode _ =
        place.user.apply(
            configMap("copy", "x", "{argocd.argoproj.io/tracking-id: 'web:/ConfigMap:app/hello'}")
                .replace("name: copy", "namespace: app, name: copy"));
    place.settle();
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.settle();

    assertThat(place.greeting("copy")).isEqualTo("x");
    assertThat(place.status("web").path("resources")).hasSize(1);
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void anExtraObjectThatMayBeThereIsNotPruned() {
    ObjectNode _ =
        place.user.apply(
            configMap(
                    "extra",
                    "x",
                    "{argocd.argoproj.io/tracking-id: 'web:/ConfigMap:app/extra',"
                        + " argocd.argoproj.io/compare-options: IgnoreExtraneous}")
                .replace("name: extra", "namespace: app, name: extra"));
    place.settle();

    assertThat(place.greeting("extra")).isEqualTo("x");
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }
}
