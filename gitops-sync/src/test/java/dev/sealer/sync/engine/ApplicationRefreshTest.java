package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What makes an Application be compared at once, and what does not. */
final class ApplicationRefreshTest {

  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  @BeforeEach
  void begin() {
    String _ =
        place.git.commit(
            "app/hello.yaml", configMap("hello", "one"),
            "more/hello.yaml", configMap("hello", "two"));
    place.automated("web", "");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  private void edit(String patch) {
    ObjectNode _ = place.user.edit(APPLICATION, application("web"), patch);
    place.pass(AT_ONCE);
  }

  @Test
  void aHardRefreshRendersAgainAndANormalOneDoesNot() {
    int renders = place.git.renders();
    edit("metadata: {annotations: {argocd.argoproj.io/refresh: normal}}");
    assertThat(place.git.renders()).isEqualTo(renders);

    edit("metadata: {annotations: {argocd.argoproj.io/refresh: hard}}");
    assertThat(place.git.renders()).isGreaterThan(renders);
    assertThat(place.user.get(APPLICATION, application("web")).at("/metadata/annotations"))
        .isEmpty();
  }

  @Test
  void anotherSourceIsComparedAtOnce() {
    edit("spec: {source: {path: more}}");

    assertThat(place.greeting("hello")).isEqualTo("two");
  }

  @Test
  void anotherDestinationIsComparedAtOnce() {
    ObjectNode _ = place.user.apply("{apiVersion: v1, kind: Namespace, metadata: {name: other}}");
    edit("spec: {destination: {namespace: other}}");

    assertThat(place.user.find(ResourceType.CONFIG_MAP, new ObjectKey("other", "hello")))
        .isPresent();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isEmpty();
  }

  @Test
  void otherRulesOfWhatMayDifferAreComparedAtOnce() {
    edit("spec: {ignoreDifferences: [{kind: ConfigMap, jsonPointers: [/data/greeting]}]}");
    ObjectNode _ =
        place.user.edit(ResourceType.CONFIG_MAP, inApp("hello"), "data: {greeting: edited}");
    place.pass(AT_ONCE);
    assertThat(place.greeting("hello")).isEqualTo("edited");
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");

    edit("spec: {ignoreDifferences: []}");
    assertThat(place.greeting("hello")).isEqualTo("one");
  }

  @Test
  void aCommitIsSeenWithTheNextPoll() {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "three"));
    place.pass(Duration.ofMinutes(3));

    assertThat(place.greeting("hello")).isEqualTo("three");
  }

  @Test
  void anApplicationThatAsksForItIsLeftAlone() {
    edit("metadata: {annotations: {argocd.argoproj.io/skip-reconcile: 'true'}}");
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "three"));
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("one");
  }
}
