package dev.sealer.externalsecrets.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.kube.client.Json;
import dev.sealer.yaml.KubeYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of External Secrets Operator's admission webhook, which a condition tells here: one
 * test for each, named after it.
 */
final class AdmissionRulesTest {
  private static final String STORE = "secretStoreRef: {name: s}";
  private static final String DATA = STORE + ", data: [{secretKey: k, remoteRef: {key: r}}]";

  private static ParsedSpec parse(String spec) {
    JsonNode tree =
        KubeYaml.readDocument(
                "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: es},"
                    + " spec: {"
                    + spec
                    + "}}",
                "test")
            .content();
    return SpecParser.parse("es", Json.typed(tree, ExternalSecret.class).getSpec());
  }

  private static void refused(String spec, String field) {
    assertThat(parse(spec))
        .isInstanceOfSatisfying(
            ParsedSpec.Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo(field));
  }

  private static void allowed(String spec) {
    assertThat(parse(spec)).isInstanceOf(ParsedSpec.Valid.class);
  }

  @Test
  void eitherDataOrDataFromIsRequired() {
    refused(STORE, "spec");
    allowed(DATA);
    allowed(STORE + ", dataFrom: [{extract: {key: k}}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Merge", "None", "CreateOrMerge"})
  void deletionPolicyDeleteNeedsASecretOfItsOwn(String creation) {
    refused(
        DATA + ", target: {deletionPolicy: Delete, creationPolicy: " + creation + "}",
        "spec.target.deletionPolicy");
    allowed(DATA + ", target: {deletionPolicy: Delete, creationPolicy: Owner}");
    allowed(DATA + ", target: {deletionPolicy: Delete, creationPolicy: Orphan}");
  }

  @Test
  void deletionPolicyMergeDoesNotGoWithCreationPolicyNone() {
    refused(
        DATA + ", target: {deletionPolicy: Merge, creationPolicy: None}",
        "spec.target.deletionPolicy");
    allowed(DATA + ", target: {deletionPolicy: Merge, creationPolicy: Merge}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: bootstrap.kubernetes.io/token}",
        "{type: kubernetes.io/service-account-token,"
            + " metadata: {annotations: {kubernetes.io/service-account.name: a}}}",
        "{type: kubernetes.io/service-account-token,"
            + " templateFrom: [{target: Annotations, literal: 'a: b'}]}"
      })
  void aTemplateMayNotMakeACredentialOfTheCluster(String template) {
    refused(DATA + ", target: {template: " + template + "}", "spec.target.template.type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "immutable", "metadata.ownerReferences", "spec"})
  void templateFromWritesDataAnnotationsOrLabelsOnly(String target) {
    refused(
        DATA + ", target: {template: {templateFrom: [{target: " + target + ", literal: a}]}}",
        "spec.target.template.templateFrom[0].target");
    allowed(DATA + ", target: {template: {templateFrom: [{target: LABELS, literal: 'a: b'}]}}");
  }

  @Test
  void extractAndGeneratorRefExcludeEachOther() {
    refused(
        "dataFrom: [{extract: {key: x}, sourceRef: {generatorRef: {kind: UUID, name: g}}}]",
        "spec.dataFrom[0].sourceRef.generatorRef");
  }

  @Test
  void anEntryOfDataFromNeedsASource() {
    refused(STORE + ", dataFrom: [{}]", "spec.dataFrom[0]");
  }

  @Test
  void aSourceRefIsNotEmpty() {
    refused(
        STORE + ", dataFrom: [{extract: {key: x}, sourceRef: {}}]", "spec.dataFrom[0].sourceRef");
    refused(
        STORE + ", data: [{secretKey: k, remoteRef: {key: r}, sourceRef: {}}]",
        "spec.data[0].sourceRef");
  }

  @Test
  void aSecretKeyIsUsedOnceUnlessMissingValuesAreRemoved() {
    String twice =
        STORE
            + ", data: [{secretKey: k, remoteRef: {key: a}}, {secretKey: k, remoteRef: {key: b}}]";
    refused(twice, "spec.data[1].secretKey");
    allowed(twice + ", target: {deletionPolicy: Delete}");
  }
}
