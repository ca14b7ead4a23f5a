package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what becomes of an object that one commit moves from an Application to another one. */
final class MovedObjectsTest {

  private static final String HEALS = "{automated: {prune: true, selfHeal: true}}";

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  private void application(String name, String path, String metadata, String policy) {
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: %s, namespace: argocd%s}
            spec:
              project: default
              source: {repoURL: "%s", targetRevision: main, path: %s}
              destination: {server: https://kubernetes.default.svc, namespace: app}
              syncPolicy: %s
            """
                .formatted(name, metadata, MemoryGit.URL, path, policy));
  }

  private void commitBefore() {
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "one"),
            "app/rest.yaml",
            configMap("rest", "1"),
            "other/keep.yaml",
            configMap("keep", "1"));
  }

  private void moveHello() {
    String _ =
        place.git.commit(
            "app/rest.yaml",
            configMap("rest", "2"),
            "other/keep.yaml",
            configMap("keep", "1"),
            "other/hello.yaml",
            configMap("hello", "one"));
  }

  private String uid() {
    return place.user.text(ResourceType.CONFIG_MAP, inApp("hello"), "/metadata/uid");
  }

  private String tracking() {
    return place.user.text(
        ResourceType.CONFIG_MAP,
        inApp("hello"),
        "/metadata/annotations/argocd.argoproj.io~1tracking-id");
  }

  @ParameterizedTest
  @CsvSource({
    "first, second, true",
    "second, first, true",
    "first, second, false",
    "second, first, false"
  })
  void anObjectThatMovesToAnotherApplicationIsNotDeletedOnTheWay(
      String from, String to, boolean heals) {
    String policy = "{automated: {prune: true, selfHeal: " + heals + "}}";
    commitBefore();
    application(from, "app", "", policy);
    application(to, "other", "", policy);
    place.settle();
    String uid = uid();

    moveHello();
    place.pass(Duration.ofMinutes(10));

    assertThat(tracking()).startsWith(to + ":");
    assertThat(uid()).isEqualTo(uid);
    assertThat(place.summary(from)).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.summary(to)).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.condition(from, "ExcludedResourceWarning")).isEmpty();
    assertThat(place.condition(to, "SharedResourceWarning")).isEmpty();
  }

  @Test
  void aDeletionWaitsForAnApplicationThatCannotBeComparedAndSaysSo() {
    commitBefore();
    application("first", "app", "", HEALS);
    application("broken", "missing", "", HEALS);
    place.pass(Duration.ofMinutes(10));

    moveHello();
    place.pass(Duration.ofMinutes(4));
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isPresent();
    assertThat(place.status("first").at("/operationState/message").asText())
        .isEqualTo(
            "waiting for ConfigMap app/hello: before it is deleted, Application broken must be"
                + " compared with this commit, which may move it there; it is deleted after 5"
                + " minutes at the latest");
    // What does not depend on the deletion does not wait for it.
    assertThat(place.greeting("rest")).isEqualTo("2");

    place.pass(Duration.ofMinutes(5));
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isEmpty();
    assertThat(place.summary("first")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void aPausedApplicationHoldsNoDeletionWithoutLimit() {
    commitBefore();
    application("first", "app", "", HEALS);
    application(
        "paused", "other", ", annotations: {argocd.argoproj.io/skip-reconcile: \"true\"}", HEALS);
    place.settle();

    moveHello();
    place.pass(Duration.ofMinutes(10));

    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isEmpty();
  }

  @Test
  void nobodyWaitsForAnApplicationThatMayNotHaveTheObject() {
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: elsewhere, namespace: argocd}
            spec:
              sourceRepos: ["*"]
              destinations: [{server: "*", namespace: other}]
            """);
    commitBefore();
    application("first", "app", "", HEALS);
    application("broken", "missing", "", HEALS);
    ObjectNode _ =
        place.user.edit(
            InMemoryApplications.APPLICATION,
            InMemoryApplications.application("broken"),
            "spec: {project: elsewhere}");
    place.settle();

    moveHello();
    place.settle();

    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isEmpty();
  }
}
