package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.settings.TrackingSettings;
import dev.sealer.sync.plan.settings.TrackingSettings.Method;
import dev.sealer.yaml.KubeYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which marks an object of each tracking method gets, and whose it is by its marks. */
final class TrackingRulesTest {

  private static final ResourceId ID = new ResourceId("", "ConfigMap", "ns", "a");
  private static final String ANNOTATED = "argocd.argoproj.io/tracking-id: 'web:/ConfigMap:ns/a'";
  private static final String LABELS = "labels: {app.kubernetes.io/instance: web}";

  private static TrackingRules rules(Method method, String installation) {
    return new TrackingRules(
        new TrackingSettings(method, "app.kubernetes.io/instance", installation));
  }

  private static ObjectNode metadata(String yaml) {
    return (ObjectNode) KubeYaml.readDocument("{" + yaml + "}", "test").content();
  }

  private static String marked(TrackingRules rules, String application, String metadata) {
    ObjectNode marked = metadata(metadata);
    rules.mark(marked, application, ID, "prod");
    return KubeYaml.toJson(marked);
  }

  /** Returns the Application of an object whose fields {@code manager} wrote, or {@code -}. */
  private static String owner(TrackingRules rules, String manager, String metadata) {
    ObjectNode object = metadata("metadata: {" + metadata + "}");
    String fields = "f:metadata: {f:labels: {f:app.kubernetes.io/instance: {}}}";
    object
        .withObject("/metadata")
        .set(
            "managedFields",
            metadata("all: [{manager: %s, fieldsV1: {%s}}]".formatted(manager, fields))
                .path("all"));
    return rules.application(ID, object, "sealer-sync").orElse("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ANNOTATION; ''; {'annotations':{'argocd.argoproj.io/tracking-id':'web:/ConfigMap:ns/a'}}",
        "ANNOTATION; one; {'annotations':{'argocd.argoproj.io/tracking-id':'web:/ConfigMap:ns/a',"
            + "'argocd.argoproj.io/installation-id':'one'}}",
        "ANNOTATION_AND_LABEL; '';"
            + " {'annotations':{'argocd.argoproj.io/tracking-id':'web:/ConfigMap:ns/a'},"
            + "'labels':{'app.kubernetes.io/instance':'web'}}",
        "LABEL; one; {'labels':{'app.kubernetes.io/instance':'web'}}",
      },
      quoteCharacter = '`')
  void eachMethodHasItsMarks(Method method, String installation, String expected) {
    TrackingRules rules = rules(method, installation.equals("''") ? "" : installation);

    assertThat(marked(rules, "web", "")).isEqualTo(expected.strip().replace('\'', '"'));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void marksOfGitAreReplaced(Method method) {
    String others =
        "annotations: {argocd.argoproj.io/tracking-id: 'b:/ConfigMap:ns/b',"
            + " argocd.argoproj.io/installation-id: two}";
    String labels = method == Method.ANNOTATION ? "" : ", labels: {app.kubernetes.io/instance: b}";

    assertThat(marked(rules(method, ""), "web", others + labels))
        .doesNotContain("two", "\"b\"", "\"b:");
  }

  @Test
  void aLabelOfGitStaysWhereTheAnnotationAloneCounts() {
    assertThat(
            marked(rules(Method.ANNOTATION, ""), "web", "labels: {app.kubernetes.io/instance: b}"))
        .contains("\"app.kubernetes.io/instance\":\"b\"");
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aDefinitionHasNoMark(Method method) {
    ObjectNode metadata = metadata("name: widgets.example.com");
    ResourceId definition =
        new ResourceId(
            "apiextensions.k8s.io", "CustomResourceDefinition", "", "widgets.example.com");
    rules(method, "one").mark(metadata, "web", definition, "prod");

    assertThat(metadata).isEqualTo(metadata("name: widgets.example.com"));
  }

  @Test
  void aLabelThatCountsIsNotShortenedAndOneThatDoesNotIs() {
    String fits = "a".repeat(63);
    String tooLong = "a".repeat(61) + ".-" + "b";

    assertThat(rules(Method.LABEL, "").refuse(fits)).isEmpty();
    assertThat(rules(Method.LABEL, "").refuse(tooLong))
        .get()
        .asString()
        .contains("Application " + tooLong, "63 characters", "annotation+label");
    assertThat(rules(Method.ANNOTATION, "").refuse(tooLong)).isEmpty();
    assertThat(rules(Method.ANNOTATION_AND_LABEL, "").refuse(tooLong)).isEmpty();
    assertThat(marked(rules(Method.ANNOTATION_AND_LABEL, ""), tooLong, ""))
        .contains("\"app.kubernetes.io/instance\":\"" + "a".repeat(61) + "\"", tooLong + ":/");
  }

  @ParameterizedTest
  @CsvSource({"ANNOTATION, web", "ANNOTATION_AND_LABEL, web", "LABEL, -"})
  void anAnnotationCountsWhereItIsTheMark(Method method, String owner) {
    assertThat(owner(rules(method, ""), "x", "annotations: {" + ANNOTATED + "}")).isEqualTo(owner);
  }

  @ParameterizedTest
  @CsvSource({"ANNOTATION, -", "ANNOTATION_AND_LABEL, -", "LABEL, web"})
  void aLabelCountsWhereItIsTheMark(Method method, String owner) {
    assertThat(owner(rules(method, ""), "sealer-sync", LABELS)).isEqualTo(owner);
  }

  @ParameterizedTest
  @CsvSource({
    "sealer-sync, web",
    "argocd-controller, web",
    "argocd-application-controller, web",
    "helm, -",
    "kubectl-client-side-apply, -",
    "kube-controller-manager, -",
  })
  void aLabelCountsIfASyncEngineWroteIt(String manager, String owner) {
    assertThat(owner(rules(Method.LABEL, ""), manager, LABELS)).isEqualTo(owner);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ownerReferences: [{kind: StatefulSet, name: db}]",
        "annotations: {argocd.argoproj.io/tracking-id: 'other:/ConfigMap:ns/a'}",
      })
  void aLabelDoesNotCountOnWhatAnotherOneOwns(String metadata) {
    assertThat(owner(rules(Method.LABEL, ""), "sealer-sync", LABELS + ", " + metadata))
        .isEqualTo("-");
  }

  @Test
  void aLabelCountsOnACopyWithTheAnnotationOfItsOrigin() {
    String copied = "annotations: {argocd.argoproj.io/tracking-id: 'other:/ConfigMap:ns/b'}";

    assertThat(owner(rules(Method.LABEL, ""), "sealer-sync", LABELS + ", " + copied))
        .isEqualTo("web");
  }

  @Test
  void aDefinitionWithTheLabelIsNotTracked() {
    ResourceId definition =
        new ResourceId("apiextensions.k8s.io", "CustomResourceDefinition", "", "a.example.com");
    ObjectNode object = metadata("metadata: {" + LABELS + "}");

    assertThat(rules(Method.LABEL, "").application(definition, object, "sealer-sync")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', '', web", "one, one, web", "one, two, -", "one, '', -", "'', two, -"})
  void anObjectOfAnotherInstallationIsNotOurs(String ours, String marked, String owner) {
    String annotations =
        ANNOTATED + (marked.isEmpty() ? "" : ", argocd.argoproj.io/installation-id: " + marked);

    assertThat(owner(rules(Method.ANNOTATION, ours), "x", "annotations: {" + annotations + "}"))
        .isEqualTo(owner);
  }
}
