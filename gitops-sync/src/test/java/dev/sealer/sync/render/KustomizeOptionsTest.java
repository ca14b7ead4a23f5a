package dev.sealer.sync.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.yaml.KubeYaml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KustomizeOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nginx:1.2|{name: nginx, newTag: '1.2'}",
        "nginx@sha256:ab|{name: nginx, digest: 'sha256:ab'}",
        "nginx:1.2@sha256:ab|{name: nginx, digest: 'sha256:ab'}",
        "r.example:5000/nginx:1.2|{name: 'r.example:5000/nginx', newTag: '1.2'}",
        "nginx=r.example:5000/web:1.2|{name: nginx, newName: 'r.example:5000/web', newTag: '1.2'}",
        "nginx=r.example:5000/web:1.2@sha256:ab|"
            + "{name: nginx, newName: 'r.example:5000/web', digest: 'sha256:ab'}",
        "nginx=web|{name: nginx, newName: web}",
      })
  void anImageIsReadIntoNameTagAndDigest(String spec, String entry) {
    ObjectNode kustomization = Json.object();
    KustomizeOptions.apply(options("images: ['" + spec + "']"), kustomization);

    assertThat(kustomization.path("images"))
        .containsExactly(KubeYaml.readDocument(entry, "test").content());
  }

  @ParameterizedTest
  @CsvSource({
    "web:$ARGOCD_APP_REVISION, $ARGOCD_APP_REVISION",
    "web:${ARGOCD_APP_REVISION_SHORT}, ${ARGOCD_APP_REVISION_SHORT}",
    "web=$UNKNOWN/web:1, $UNKNOWN",
    "web:a$$b, $$",
  })
  void aBuildVariableIsRefusedByName(String spec, String variable) {
    ApplicationSource.Kustomize options = options("images: ['" + spec + "']");

    assertThatThrownBy(() -> KustomizeOptions.apply(options, Json.object()))
        .isInstanceOf(ManifestException.class)
        .hasMessage(
            "spec.source.kustomize.images: build variable "
                + variable
                + " is not supported; write its value out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version|version: v5.4.3",
        "commonAnnotationsEnvsubst|commonAnnotationsEnvsubst: true",
        "ignoreMissingComponents|ignoreMissingComponents: true",
      })
  void anOptionThatWouldHaveNoEffectIsRefusedByName(String name, String options) {
    assertThatThrownBy(() -> KustomizeOptions.apply(options(options), Json.object()))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("spec.source.kustomize." + name + " is not supported: ");
  }

  @ParameterizedTest
  @CsvSource({
    "version: ''",
    "commonAnnotationsEnvsubst: false",
    "ignoreMissingComponents: false",
  })
  void anOptionThatAsksForNothingIsNotRefused(String options) {
    ObjectNode kustomization = Json.object();
    KustomizeOptions.apply(options(options), kustomization);

    assertThat(kustomization).isEmpty();
  }

  private static ApplicationSource.Kustomize options(String yaml) {
    return Json.typed(
        KubeYaml.readDocument(yaml, "test").content(), ApplicationSource.Kustomize.class);
  }
}
