package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.sync.plan.ApplicationNamespaces;
import dev.sealer.sync.plan.Tracking;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests Applications of other namespaces than the control namespace. */
final class SourceNamespacesTest {

  private static final ObjectKey OF_TEAM = new ObjectKey("team-a", "web");
  private static final ObjectKey OF_OTHERS = new ObjectKey("others", "web");
  private static final ObjectKey OF_CONTROL = InMemoryApplications.application("web");

  @RegisterExtension
  private final InMemoryApplications place =
      new InMemoryApplications(ApplicationNamespaces.of("argocd", List.of("team-*")));

  private void namespacesAnd(String sourceNamespaces) {
    for (String name : List.of("team-a", "others")) {
      ObjectNode _ =
          place.user.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }
    allow(sourceNamespaces);
  }

  private void allow(String sourceNamespaces) {
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: team, namespace: argocd}
            spec:
              sourceRepos: ['*']
              destinations: [{server: https://kubernetes.default.svc, namespace: app}]
              sourceNamespaces: %s
            """
                .formatted(sourceNamespaces));
  }

  private void apply(ObjectKey key, String path) {
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              name: %s
              namespace: %s
              finalizers: [resources-finalizer.argocd.argoproj.io/background]
            spec:
              project: team
              source: {repoURL: "%s", targetRevision: main, path: %s}
              destination: {server: https://kubernetes.default.svc, namespace: app}
              syncPolicy: {automated: {prune: true, selfHeal: true}, retry: {limit: 0}}
            """
                .formatted(key.name(), key.namespace(), MemoryGit.URL, path));
  }

  private String sync(ObjectKey key) {
    return place.user.get(APPLICATION, key).at("/status/sync/status").asText();
  }

  private String condition(ObjectKey key, String type) {
    return InMemoryApplications.condition(place.user.get(APPLICATION, key), type);
  }

  private int gitReads() {
    return place.git.lookups() + place.git.polls() + place.git.renders();
  }

  private String tracking(String name) {
    JsonNode map = place.user.get(ResourceType.CONFIG_MAP, inApp(name));
    return map.at("/metadata/annotations").path(Tracking.ANNOTATION).asText();
  }

  @Test
  void applicationsOfOneNameInTwoNamespacesDoNotDisturbEachOther() {
    namespacesAnd("[team-a]");
    String _ =
        place.git.commit(
            "one/hello.yaml", configMap("one", "1"), "two/hello.yaml", configMap("two", "1"));
    apply(OF_CONTROL, "one");
    apply(OF_TEAM, "two");
    place.settle();

    assertThat(tracking("one")).isEqualTo("web:/ConfigMap:app/one");
    assertThat(tracking("two")).isEqualTo("team-a_web:/ConfigMap:app/two");
    assertThat(sync(OF_CONTROL) + sync(OF_TEAM)).isEqualTo("SyncedSynced");

    ObjectNode _ =
        place.user.edit(ResourceType.CONFIG_MAP, inApp("two"), "data: {greeting: drift}");
    place.pass(Duration.ofSeconds(10));
    assertThat(place.greeting("two")).isEqualTo("1");

    place.user.delete(APPLICATION, OF_TEAM);
    place.settle();
    assertThat(place.user.find(APPLICATION, OF_TEAM)).isEmpty();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("two"))).isEmpty();
    assertThat(place.greeting("one")).isEqualTo("1");
    assertThat(sync(OF_CONTROL)).isEqualTo("Synced");
  }

  @Test
  void anObjectStaysWithTheApplicationOfOneOfTwoNamespaces() {
    namespacesAnd("[team-a]");
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "1"));
    apply(OF_CONTROL, "app");
    place.settle();
    apply(OF_TEAM, "app");
    place.settle();

    assertThat(tracking("hello")).isEqualTo("web:/ConfigMap:app/hello");
    assertThat(condition(OF_TEAM, "SharedResourceWarning"))
        .isEqualTo("ConfigMap app/hello is part of Application argocd/web, too, which keeps it");

    place.user.delete(APPLICATION, OF_TEAM);
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("1");
  }

  @Test
  void anObjectThatMovesToTheApplicationOfAnotherNamespaceIsNotDeletedOnTheWay() {
    namespacesAnd("[team-a]");
    String _ =
        place.git.commit(
            "one/a.yaml", configMap("a", "1"),
            "one/moved.yaml", configMap("moved", "1"),
            "two/b.yaml", configMap("b", "1"));
    apply(OF_CONTROL, "one");
    apply(OF_TEAM, "two");
    place.settle();
    String uid =
        place.user.get(ResourceType.CONFIG_MAP, inApp("moved")).at("/metadata/uid").asText();

    String _ =
        place.git.commit(
            "one/a.yaml", configMap("a", "1"),
            "two/moved.yaml", configMap("moved", "2"),
            "two/b.yaml", configMap("b", "1"));
    place.settle();

    JsonNode moved = place.user.get(ResourceType.CONFIG_MAP, inApp("moved"));
    assertThat(moved.at("/metadata/uid").asText()).isEqualTo(uid);
    assertThat(moved.at("/data/greeting").asText()).isEqualTo("2");
    assertThat(tracking("moved")).startsWith("team-a_web:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[team-b]", "['/(/']"})
  void whatTheProjectDoesNotAllowIsNeitherReadNorWrittenNorDeleted(String sourceNamespaces) {
    namespacesAnd("[team-a]");
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "1"));
    apply(OF_TEAM, "app");
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("1");

    allow(sourceNamespaces);
    place.pass(Duration.ofSeconds(10));
    assertThat(condition(OF_TEAM, "InvalidSpecError")).contains("project", "sourceNamespaces");
    int reads = gitReads();
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "2"));
    place.settle();
    assertThat(gitReads()).isEqualTo(reads);
    assertThat(place.greeting("hello")).isEqualTo("1");

    place.user.delete(APPLICATION, OF_TEAM);
    place.settle();
    assertThat(place.user.find(APPLICATION, OF_TEAM)).isPresent();
    assertThat(place.greeting("hello")).isEqualTo("1");
    assertThat(place.events.lines())
        .anySatisfy(line -> assertThat(line).contains("DeletionError", "sourceNamespaces"));

    allow("[team-a]");
    place.settle();
    assertThat(place.user.find(APPLICATION, OF_TEAM)).isEmpty();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isEmpty();
  }

  @Test
  void anApplicationThatMayUseNoProjectHoldsNoPruneBack() {
    namespacesAnd("[]");
    String _ =
        place.git.commit(
            "app/a.yaml", configMap("a", "1"), "app/left.yaml", configMap("left", "1"));
    apply(OF_CONTROL, "app");
    apply(OF_TEAM, "app");
    place.settle();
    assertThat(place.greeting("left")).isEqualTo("1");

    String _ = place.git.commit("app/a.yaml", configMap("a", "1"));
    place.pass(Duration.ofMinutes(2).plusSeconds(30));

    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("left"))).isEmpty();
  }

  @Test
  void anApplicationOfANamespaceThatIsNotSyncedIsNotTouched() {
    namespacesAnd("['*']");
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "1"));
    apply(OF_OTHERS, "app");
    ObjectNode _ =
        place.user.apply(
            configMap(
                    "foreign",
                    "1",
                    "{" + Tracking.ANNOTATION + ": 'others_web:/ConfigMap:app/foreign'}")
                .replace("metadata: {", "metadata: {namespace: app, "));
    apply(OF_CONTROL, "app");
    List<StoredWrite> writes = place.writesDuring(Duration.ofMinutes(3));
    place.user.delete(APPLICATION, OF_OTHERS);
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("1");
    assertThat(place.greeting("foreign")).isEqualTo("1");
    assertThat(place.user.get(APPLICATION, OF_OTHERS).path("status").isMissingNode()).isTrue();
    assertThat(writes)
        .isNotEmpty()
        .extracting(StoredWrite::key)
        .doesNotContain(OF_OTHERS, inApp("foreign"));
  }
}
