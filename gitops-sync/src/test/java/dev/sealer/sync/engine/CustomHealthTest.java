package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The health checks of an installation decide about Applications and waves. */
final class CustomHealthTest {

  private static final String GREETS =
      "has(object.data.greeting) && object.data.greeting == 'hello' ? 'Healthy' : 'Progressing'";

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  private void check(String expression) {
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: argocd-cm, namespace: argocd}
            data:
              sealer.dev.health.ConfigMap: "%s"
            """
                .formatted(expression));
  }

  @Test
  void theHealthOfAnApplicationFollowsTheCheckAndItsChanges() {
    check(GREETS);
    String _ = place.git.commit("app/a.yaml", configMap("a", "hello"));
    place.automated("web", "");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");

    place.requests.clear();
    check("{'status': 'Degraded', 'message': 'says ' + object.data.greeting}");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Degraded Succeeded");
    assertThat(place.status("web").at("/resources/0/health/message").asText())
        .isEqualTo("says hello");
    // Computed from what a list of the kind gives, not by reading each object.
    assertThat(place.requests).noneMatch(one -> one.contains("configmaps/a"));

    check("object.data.missing");
    place.settle();
    assertThat(place.status("web").at("/health/status").asText()).isEqualTo("Unknown");
    assertThat(place.status("web").at("/resources/0/health/message").asText())
        .isEqualTo("sealer.dev.health.ConfigMap: the expression fails: attribute not found");

    ObjectNode _ =
        place.user.apply(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: argocd-cm, namespace: argocd}}");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void anObjectThatIsNotSyncedYetIsCheckedByTheNewCheck() {
    ObjectNode _ =
        place.user.apply(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: app}, data: {b: c}}");
    String _ = place.git.commit("app/a.yaml", configMap("a", "hello"));
    check("'Healthy'");
    place.apply("web", "", "{}");
    place.settle();
    assertThat(place.status("web").at("/health/status").asText()).isEqualTo("Healthy");

    check("'Suspended'");
    place.settle();
    assertThat(place.status("web").at("/health/status").asText()).isEqualTo("Suspended");
  }

  @Test
  void aWaveWaitsForIt() {
    check(GREETS);
    String _ =
        place.git.commit(
            "app/a.yaml",
            configMap("a", "hi", "{argocd.argoproj.io/sync-wave: '-1'}"),
            "app/b.yaml",
            configMap("b", "hello"));
    place.apply("web", "", "{automated: {}}");
    place.settle();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("b"))).isEmpty();

    check(GREETS.replace("'hello'", "'hi'"));
    place.settle();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("b"))).isPresent();
  }

  @Test
  void anExpressionThatCannotBeReadStopsSyncsAndNamesItsPlace() {
    check("object.data..greeting");
    String _ = place.git.commit("app/a.yaml", configMap("a", "hello"));
    place.automated("web", "");
    place.settle();

    assertThat(place.condition("web", "InvalidSpecError"))
        .startsWith("ConfigMap argocd-cm: sealer.dev.health.ConfigMap: 1:13: ");
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("a"))).isEmpty();
  }
}
