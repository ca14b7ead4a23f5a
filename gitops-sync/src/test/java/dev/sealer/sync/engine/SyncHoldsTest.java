package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sync windows and pauses, in virtual time. */
final class SyncHoldsTest {

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  private Instant synced() {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.automated("web", "");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    return Instant.parse(
        place.user.get(APPLICATION, application("web")).at("/status/reconciledAt").asText());
  }

  @Test
  void aWindowHoldsACommitAndASyncByHandUntilItsEdge() {
    synced();
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: default, namespace: argocd}
            spec:
              sourceRepos: ["*"]
              destinations: [{server: "*", namespace: "*"}]
              syncWindows:
              - {kind: deny, schedule: "* * * * *", duration: 1h, applications: ["*"]}
            """);
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("one");
    assertThat(place.condition("web", "SyncHeld")).startsWith("held by the deny window");
    ObjectNode _ = place.user.edit(APPLICATION, application("web"), "operation: {sync: {}}");
    place.settle();
    assertThat(place.summary("web")).endsWith(" Running");
    assertThat(place.status("web").at("/operationState/message").asText())
        .startsWith("held by the deny window");
    assertThat(place.greeting("hello")).isEqualTo("one");

    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: default, namespace: argocd}
            spec: {sourceRepos: ["*"], destinations: [{server: "*", namespace: "*"}]}
            """);
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("two");
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.condition("web", "SyncHeld")).isEmpty();
  }

  @Test
  void aPauseEndsByItself() {
    Instant until = synced().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    ObjectNode _ =
        place.user.edit(
            APPLICATION,
            application("web"),
            "metadata: {annotations: {sealer.dev/automation-paused-until: \"" + until + "\"}}");
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.pass(Duration.ofMinutes(90));
    assertThat(place.greeting("hello")).isEqualTo("one");
    assertThat(place.condition("web", "SyncHeld"))
        .isEqualTo("automated sync and self-heal are paused until " + until);

    place.pass(Duration.ofMinutes(35));
    assertThat(place.greeting("hello")).isEqualTo("two");
    assertThat(place.condition("web", "SyncHeld")).isEmpty();
  }
}
