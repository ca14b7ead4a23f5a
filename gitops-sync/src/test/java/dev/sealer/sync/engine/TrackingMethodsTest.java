package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects are tracked by annotation, by label or by both, as {@code argocd-cm} says. */
final class TrackingMethodsTest {

  private static final String TRACKING = "argocd.argoproj.io/tracking-id";
  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final String WITH_FINALIZER =
      "finalizers: [resources-finalizer.argocd.argoproj.io]";

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  /** Writes {@code argocd-cm}; {@code data} is YAML in flow style. */
  private void settings(String data) {
    ObjectNode _ =
        place.user.apply(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: argocd-cm, namespace: argocd}, data: {"
                + data
                + "}}");
  }

  private void method(String method) {
    settings("application.resourceTrackingMethod: " + method);
  }

  private JsonNode metadata(String name) {
    return place.user.get(ResourceType.CONFIG_MAP, inApp(name)).path("metadata");
  }

  private boolean exists(String name) {
    return place.user.find(ResourceType.CONFIG_MAP, inApp(name)).isPresent();
  }

  private void syncTwo() {
    String _ =
        place.git.commit("app/a.yaml", configMap("a", "1"), "app/b.yaml", configMap("b", "1"));
    place.automated("web", WITH_FINALIZER);
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"annotation", "annotation+label", "label"})
  void anApplicationIsSyncedPrunedHealedAndDeleted(String method) {
    method(method);
    syncTwo();
    assertThat(metadata("a").path("annotations").has(TRACKING)).isEqualTo(!method.equals("label"));
    assertThat(metadata("a").path("labels").has(INSTANCE)).isEqualTo(!method.equals("annotation"));

    String _ = place.git.commit("app/a.yaml", configMap("a", "1"));
    place.settle();
    assertThat(exists("b")).isFalse();

    ObjectNode _ = place.user.edit(ResourceType.CONFIG_MAP, inApp("a"), "{data: {greeting: x}}");
    place.settle();
    assertThat(place.greeting("a")).isEqualTo("1");

    place.user.delete(InMemoryApplications.APPLICATION, application("web"));
    place.settle();
    assertThat(exists("a")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "annotation, label",
    "label, annotation",
    "annotation, annotation+label",
    "annotation+label, annotation",
    "label, annotation+label",
    "annotation+label, label",
  })
  void anotherMethodChangesTheMarksOnlyAndPrunesNothing(String before, String after) {
    method(before);
    syncTwo();
    JsonNode uid = metadata("a").path("uid");
    // Helm's, with the very label, in another namespace and of no interest to this Application.
    ObjectNode _ =
        place.user.apply(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: chart, namespace: app, labels: {"
                + INSTANCE
                + ": web}}, data: {}}");
    place.settle();

    method(after);
    place.settle();

    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(metadata("a").path("uid")).isEqualTo(uid);
    assertThat(metadata("a").path("annotations").has(TRACKING)).isEqualTo(!after.equals("label"));
    assertThat(metadata("a").path("labels").has(INSTANCE)).isEqualTo(!after.equals("annotation"));
    assertThat(place.greeting("a")).isEqualTo("1");
    assertThat(exists("chart")).isTrue();

    place.user.delete(InMemoryApplications.APPLICATION, application("web"));
    place.settle();
    assertThat(exists("a") || exists("b")).isFalse();
    assertThat(exists("chart")).isTrue();
  }

  @Test
  void anotherMethodIsAppliedWithoutSelfHeal() {
    String _ = place.git.commit("app/a.yaml", configMap("a", "1"));
    place.apply("web", "", "{automated: {}}");
    place.settle();

    method("annotation+label");
    place.settle();

    assertThat(metadata("a").path("labels").path(INSTANCE).asText()).isEqualTo("web");
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void byLabelAnObjectOfTwoApplicationsStaysWithTheFirst() {
    method("label");
    syncTwo();
    place.automated("second", "");
    place.settle();

    assertThat(metadata("a").path("labels").path(INSTANCE).asText()).isEqualTo("web");
    assertThat(place.condition("second", "SharedResourceWarning"))
        .contains("ConfigMap app/a is part of Application web");
  }

  @Test
  void aNameThatDoesNotFitIntoTheLabelIsRefused() {
    method("label");
    String name = "w".repeat(64);
    String _ = place.git.commit("app/a.yaml", configMap("a", "1"));
    place.automated(name, "");
    place.settle();

    assertThat(place.condition(name, "InvalidSpecError")).contains(name, INSTANCE, "63");
    assertThat(exists("a")).isFalse();

    method("annotation+label");
    place.settle();
    assertThat(place.summary(name)).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void anUnknownMethodStopsEveryApplicationAndChangesNothing() {
    method("label");
    syncTwo();

    method("labels");
    place.settle();
    assertThat(place.condition("web", "InvalidSpecError"))
        .contains("ConfigMap argocd-cm: application.resourceTrackingMethod", "\"labels\"");
    assertThat(exists("a") && exists("b")).isTrue();

    method("label");
    String _ = place.git.commit("app/a.yaml", configMap("a", "1"));
    place.settle();
    assertThat(exists("b")).isFalse();
  }

  @Test
  void anotherLabelCanBeChosen() {
    settings(
        "application.resourceTrackingMethod: label, application.instanceLabelKey: example.com/app");
    syncTwo();

    assertThat(metadata("a").path("labels").path("example.com/app").asText()).isEqualTo("web");
    String _ = place.git.commit("app/a.yaml", configMap("a", "1"));
    place.settle();
    assertThat(exists("b")).isFalse();
  }

  @Test
  void whatAnotherInstallationHasIsNeitherPrunedNorDeleted() {
    settings("installationID: one");
    syncTwo();
    assertThat(metadata("a").at("/annotations/argocd.argoproj.io~1installation-id").asText())
        .isEqualTo("one");
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: theirs
              namespace: app
              annotations:
                argocd.argoproj.io/tracking-id: web:/ConfigMap:app/theirs
                argocd.argoproj.io/installation-id: two
            """);
    place.settle();
    assertThat(exists("theirs")).isTrue();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");

    place.user.delete(InMemoryApplications.APPLICATION, application("web"));
    place.settle();
    assertThat(exists("a")).isFalse();
    assertThat(exists("theirs")).isTrue();
  }

  @Test
  void aHookOfADeletedApplicationIsReleasedByItsLabel() {
    method("label");
    String _ =
        place.git.commit(
            "app/a.yaml",
            configMap("a", "1"),
            "app/job.yaml",
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: job, annotations: {argocd.argoproj.io/hook: Sync}}
            spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "a:1"}]}}}
            """);
    place.automated("web", "");
    place.settle();
    ResourceType jobs = new ResourceType("batch", "v1", "Job", "jobs", true);
    JsonNode job = place.user.get(jobs, inApp("job"));
    assertThat(job.path("metadata").path("labels").path(INSTANCE).asText()).isEqualTo("web");
    assertThat(job.path("metadata").path("finalizers")).isNotEmpty();

    place.user.delete(InMemoryApplications.APPLICATION, application("web"));
    place.settle();
    assertThat(place.user.get(jobs, inApp("job")).path("metadata").path("finalizers")).isEmpty();
  }
}
