package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.simulation.world.Call;
import dev.sealer.simulation.world.Observer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private void deletedWith(String finalizer, String... files) {
    String _ = place.git.commit(files);
    place.automated("web", "finalizers: [" + finalizer + "]");
    place.settle();
    place.user.delete(APPLICATION, application("web"));
  }

  private static String waved(String name, int wave, String more) {
    return configMap(name, "1", "{argocd.argoproj.io/sync-wave: '" + wave + "'" + more + "}");
  }

  @Test
  void objectsAreDeletedWaveByWaveFromTheHighest() {
    deletedWith(
        "resources-finalizer.argocd.argoproj.io/background",
        "app/a.yaml",
        waved("first", -1, ""),
        "app/b.yaml",
        waved("second", 0, ""),
        "app/c.yaml",
        waved("third", 3, "")
            .replace("name: third", "name: third, finalizers: [example.com/slow]"));
    place.settle();
    assertThat(exists("first")).isTrue();
    assertThat(exists("second")).isTrue();

    ObjectNode _ =
        place.user.edit(ResourceType.CONFIG_MAP, inApp("third"), "metadata: {finalizers: null}");
    assertThat(
            place.writesDuring(Duration.ofMinutes(3)).stream()
                .filter(write -> write.verb() == StoredWrite.Verb.DELETED)
                .map(write -> write.key().name()))
        .containsExactly("second", "first", "web");
  }

  @ParameterizedTest
  @CsvSource({
    "resources-finalizer.argocd.argoproj.io, Foreground",
    "resources-finalizer.argocd.argoproj.io/foreground, Foreground",
    "resources-finalizer.argocd.argoproj.io/background, Background",
  })
  void theFinalizerNamesThePropagation(String finalizer, String propagation) {
    List<String> bodies = new ArrayList<>();
    place.world.observe(
        new Observer() {
          @Override
          public void sent(Call call) {
            if (call.request().method().equals("DELETE") && call.name().equals("hello")) {
              bodies.add(String.valueOf(call.request().body()));
            }
          }
        });
    deletedWith(finalizer, "app/hello.yaml", configMap("hello", "1"));
    place.settle();

    assertThat(bodies).isNotEmpty().allSatisfy(body -> assertThat(body).contains(propagation));
  }

  @Test
  void whatAsksToBeKeptOutlivesItsApplication() {
    deletedWith(
        "resources-finalizer.argocd.argoproj.io/background",
        "app/a.yaml",
        configMap("gone", "1"),
        "app/b.yaml",
        kept("kept", "Delete=false"),
        "app/c.yaml",
        configMap("helm", "1", "{helm.sh/resource-policy: keep}"));
    place.settle();

    assertThat(exists("gone")).isFalse();
    assertThat(exists("kept")).isTrue();
    assertThat(exists("helm")).isTrue();
    assertThat(place.user.find(APPLICATION, application("web"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"false, true", "confirm, true", "true, false"})
  void theOptionOfTheApplicationCountsForObjectsWithoutOne(String option, boolean stays) {
    String _ =
        place.git.commit(
            "app/a.yaml", configMap("plain", "1"), "app/b.yaml", kept("own", "Delete=true"));
    place.apply(
        "web",
        "finalizers: [resources-finalizer.argocd.argoproj.io/background]",
        "{automated: {prune: true}, syncOptions: [Delete=" + option + "]}");
    place.settle();
    place.user.delete(APPLICATION, application("web"));
    place.settle();

    assertThat(exists("plain")).isEqualTo(stays);
    assertThat(exists("own")).isFalse();
  }

  @Test
  void aDeletionThatNeedsApprovalWaitsForIt() {
    deletedWith(
        "resources-finalizer.argocd.argoproj.io/background",
        "app/a.yaml",
        kept("asked", "Delete=confirm"));
    place.settle();
    assertThat(exists("asked")).isTrue();
    assertThat(place.events.lines())
        .anySatisfy(line -> assertThat(line).contains("DeletionNeedsApproval", "asked"));

    approve("2000-01-01T00:00:00Z");
    assertThat(exists("asked")).isTrue();
    approve(
        place.user.get(APPLICATION, application("web")).at("/metadata/deletionTimestamp").asText());
    assertThat(exists("asked")).isFalse();
    assertThat(place.user.find(APPLICATION, application("web"))).isEmpty();
  }

  @Test
  void theEndOfTheLastObjectIsSeenAtOnce() {
    deletedWith(
        "resources-finalizer.argocd.argoproj.io",
        "app/a.yaml",
        configMap("slow", "1").replace("name: slow", "name: slow, finalizers: [example.com/slow]"));
    place.settle();
    ObjectNode _ =
        place.user.edit(ResourceType.CONFIG_MAP, inApp("slow"), "metadata: {finalizers: null}");
    place.pass(Duration.ofSeconds(2));

    assertThat(exists("slow")).isFalse();
    assertThat(place.user.find(APPLICATION, application("web"))).isEmpty();
  }
}
