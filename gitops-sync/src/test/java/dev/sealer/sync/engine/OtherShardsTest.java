package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.sync.plan.Shards;
import dev.sealer.sync.plan.Tracking;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests Applications that two processes share: {@code one} and {@code two} are of different ones.
 */
final class OtherShardsTest {

  @RegisterExtension private final InMemoryApplications place = InMemoryApplications.inTwoShards();

  private void apply(String name, String policy) {
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              name: %1$s
              namespace: argocd
              finalizers: [resources-finalizer.argocd.argoproj.io/background]
            spec:
              project: default
              source: {repoURL: "%2$s", targetRevision: main, path: %1$s}
              destination: {server: https://kubernetes.default.svc, namespace: app}
              syncPolicy: %3$s
            """
                .formatted(name, MemoryGit.URL, policy));
  }

  private void automated(String name) {
    apply(name, "{automated: {prune: true, selfHeal: true}}");
  }

  private String owner(String name) {
    JsonNode map = place.user.get(ResourceType.CONFIG_MAP, inApp(name));
    String tracking = map.at("/metadata/annotations").path(Tracking.ANNOTATION).asText();
    return tracking.replaceFirst(":.*", "");
  }

  private String uid(String name) {
    return place.user.text(ResourceType.CONFIG_MAP, inApp(name), "/metadata/uid");
  }

  private void bothHaveTheirOwn() {
    String _ =
        place.git.commit(
            "one/a.yaml", configMap("a", "1"),
            "one/moved.yaml", configMap("moved", "1"),
            "two/b.yaml", configMap("b", "1"));
    automated("one");
    automated("two");
    place.settle();
    assertThat(owner("a") + owner("moved") + owner("b")).isEqualTo("oneonetwo");
  }

  @Test
  void theNamesOfThisTestAreInDifferentShards() {
    assertThat(Shards.shardOf(application("one"), 2))
        .isNotEqualTo(Shards.shardOf(application("two"), 2));
  }

  @Test
  void eachProcessSyncsItsOwnApplications() {
    bothHaveTheirOwn();
    int shard = Shards.shardOf(application("two"), 2);
    place.world.after(
        Duration.ZERO, () -> place.world.replicas().get(shard).crash(Duration.ofMinutes(10)));
    String _ =
        place.git.commit("one/a.yaml", configMap("a", "2"), "two/b.yaml", configMap("b", "2"));
    place.settle();

    assertThat(place.greeting("a")).isEqualTo("2");
    assertThat(place.greeting("b")).isEqualTo("1");

    place.pass(Duration.ofMinutes(10));
    assertThat(place.greeting("b")).isEqualTo("2");
  }

  @Test
  void anObjectThatMovesToAnApplicationOfAnotherShardIsNotDeletedOnTheWay() {
    bothHaveTheirOwn();
    String uid = uid("moved");

    String _ =
        place.git.commit(
            "one/a.yaml", configMap("a", "1"),
            "two/moved.yaml", configMap("moved", "2"),
            "two/b.yaml", configMap("b", "1"));
    place.pass(Duration.ofMinutes(6));

    assertThat(uid("moved")).isEqualTo(uid);
    assertThat(place.greeting("moved")).isEqualTo("2");
    assertThat(owner("moved")).isEqualTo("two");
    assertThat(place.summary("one")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.summary("two")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void anObjectThatMovesToAndFroIsNeverDeletedAlsoIfAProcessEnds() {
    bothHaveTheirOwn();
    String uid = uid("moved");
    for (int i = 1; i <= 6; i++) {
      String now = i % 2 == 0 ? "one" : "two";
      String _ =
          place.git.commit(
              "one/a.yaml",
              configMap("a", "1"),
              "two/b.yaml",
              configMap("b", "1"),
              now + "/moved.yaml",
              configMap("moved", String.valueOf(i)));
      Duration untilCrash = Duration.ofSeconds(25L * i);
      place.world.after(
          untilCrash, () -> place.world.replicas().getLast().crash(Duration.ofSeconds(20)));
      place.pass(Duration.ofMinutes(8));

      assertThat(uid("moved")).as(now).isEqualTo(uid);
      assertThat(owner("moved")).isEqualTo(now);
      assertThat(place.greeting("moved")).isEqualTo(String.valueOf(i));
    }
  }

  @Test
  void anObjectStaysWithItsApplicationUntilThatLetsGoOfIt() {
    bothHaveTheirOwn();
    String _ =
        place.git.commit(
            "one/a.yaml", configMap("a", "1"),
            "one/moved.yaml", configMap("moved", "1"),
            "two/moved.yaml", configMap("moved", "2"));
    place.settle();
    assertThat(owner("moved")).isEqualTo("one");
    assertThat(place.greeting("moved")).isEqualTo("1");
    assertThat(place.condition("two", "SharedResourceWarning")).contains("Application one, too");
    assertThat(place.status("two").path("resources"))
        .filteredOn(listed -> listed.path("name").asText().equals("moved"))
        .singleElement()
        .satisfies(listed -> assertThat(listed.has("status")).isFalse());

    apply("one", "{automated: {prune: false}}");
    String _ =
        place.git.commit(
            "one/a.yaml", configMap("a", "1"), "two/moved.yaml", configMap("moved", "2"));
    place.settle();

    assertThat(owner("moved")).isEqualTo("two");
    assertThat(place.greeting("moved")).isEqualTo("2");
    assertThat(place.condition("two", "SharedResourceWarning")).isEmpty();
  }

  @Test
  void whatNobodyWantsIsPrunedOnceTheOtherShardHasSeenTheCommit() {
    bothHaveTheirOwn();
    String _ =
        place.git.commit("one/a.yaml", configMap("a", "1"), "two/b.yaml", configMap("b", "1"));
    place.pass(Duration.ofMinutes(4));

    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("moved"))).isEmpty();
    assertThat(place.summary("one")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void aStatusClaimsNothingThatTheProjectForbids() {
    bothHaveTheirOwn();
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: elsewhere, namespace: argocd}
            spec: {sourceRepos: ['*'], destinations: [{server: '*', namespace: argocd}]}
            """);
    ObjectNode _ =
        place.user.edit(
            InMemoryApplications.APPLICATION,
            application("two"),
            "spec: {project: elsewhere, destination: {namespace: argocd}}");
    place.settle();
    ObjectNode _ =
        place.user.edit(
            InMemoryApplications.APPLICATION,
            application("two"),
            """
            metadata: {annotations: {argocd.argoproj.io/skip-reconcile: "true"}}
            status:
              resources:
              - {version: v1, kind: ConfigMap, namespace: app, name: moved, status: Synced}
            """);
    String _ =
        place.git.commit("one/a.yaml", configMap("a", "1"), "two/b.yaml", configMap("b", "1"));
    place.pass(Duration.ofMinutes(8));

    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("moved"))).isEmpty();
  }

  @Test
  void theEndOfAnApplicationLetsAnotherShardHaveItsObjects() {
    bothHaveTheirOwn();
    String _ =
        place.git.commit(
            "one/moved.yaml", configMap("moved", "1"), "two/moved.yaml", configMap("moved", "2"));
    place.settle();
    assertThat(owner("moved")).isEqualTo("one");

    place.user.delete(InMemoryApplications.APPLICATION, application("one"));
    place.settle();

    assertThat(owner("moved")).isEqualTo("two");
    assertThat(place.greeting("moved")).isEqualTo("2");
  }
}
