package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deletions that a user must approve, and objects that stay although Git dropped them. */
final class ApplicationDeletionsTest {

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  private static String kept(String name, String option) {
    return configMap(name, "1", "{argocd.argoproj.io/sync-options: " + option + "}");
  }

  private boolean exists(String name) {
    return place.user.find(ResourceType.CONFIG_MAP, inApp(name)).isPresent();
  }

  private void approve(String time) {
    ObjectNode _ =
        place.user.edit(
            APPLICATION,
            application("web"),
            "metadata: {annotations: {argocd.argoproj.io/deletion-approved: \"" + time + "\"}}");
    place.settle();
  }

  private String now() {
    return Instant.parse(
            place.user.get(APPLICATION, application("web")).at("/status/reconciledAt").asText())
        .plusSeconds(60)
        .toString();
  }

  private void drops(String file, String option) {
    String _ =
        place.git.commit("app/hello.yaml", configMap("hello", "1"), file, kept("old", option));
    place.automated("web", "");
    place.settle();
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "2"));
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("2");
    assertThat(exists("old")).isTrue();
  }

  @Test
  void anApprovalIsOfTheDeletionsThatWereKnown() {
    drops("app/old.yaml", "Prune=confirm");
    assertThat(place.status("web").at("/operationState/syncResult/resources").toString())
        .contains("its deletion needs approval");

    approve("2000-01-01T00:00:00Z");
    assertThat(exists("old")).isTrue();
    approve("yes");
    assertThat(exists("old")).isTrue();
    String time = now();
    approve(time);
    assertThat(exists("old")).isFalse();

    // The same approval does not cover what a later commit drops.
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "3"),
            "app/old.yaml",
            kept("old", "Prune=confirm"));
    place.settle();
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "4"));
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("4");
    assertThat(exists("old")).isTrue();
  }

  @Test
  void whatStaysIsNoReasonToSyncAgain() {
    drops("app/old.yaml", "Prune=false");

    assertThat(place.writesDuring(Duration.ofMinutes(20))).isEmpty();
    assertThat(place.summary("web")).isEqualTo("OutOfSync Healthy Succeeded");
  }
}
