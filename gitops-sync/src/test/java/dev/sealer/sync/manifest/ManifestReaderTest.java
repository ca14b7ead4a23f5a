package dev.sealer.sync.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {

  @Test
  void listsAreExpandedAndLinesAreKept() {
    List<Manifest> manifests =
        read(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: one}
            ---
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: two}}
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: three}}
            """);

    assertThat(manifests)
        .extracting(Manifest::toString)
        .containsExactly(
            "ConfigMap one (a.yaml:1)", "ConfigMap two (a.yaml:8)", "ConfigMap three (a.yaml:9)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicas: 3\nimage: x\n",
        "apiVersion: 1\ndatasources: [{name: Metrics, type: prometheus}]\n",
        "{\"apiVersion\": 1, \"providers\": []}",
        "apiVersion: v1\n",
        "- a\n- b\n",
        "{% for x in y %}\n",
        "kind: 7\n",
      })
  void theFilesOfOtherProgramsAreLeftOut(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void whatFollowsAnObjectInItsFileMustBeOneToo() {
    assertThatThrownBy(() ->
            read("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\nreplicas: 3\n"))
        .hasMessageContaining("a.yaml:3: the object has no kind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: ConfigMap|a.yaml:1: the object has no apiVersion",
        "{apiVersion: 1, kind: Thing}|a.yaml:1: apiVersion is not text",
        "{apiVersion: v1, metadata: {name: a, labels: {\"kind\": x}}}|the object has no kind; if the"
            + " file is not a manifest, name it in spec.source.directory.exclude",
        "{apiVersion: v1, kind: ConfigMap}|has no metadata",
        "{apiVersion: v1, kind: ConfigMap, metadata: {}}|has no metadata.name",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {x: 1}}}|put it in quotes",
        "[{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}]|is a mapping",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}|a.yaml:1"
      })
  void badInputIsNamedWithFileAndLine(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aPlainSecretIsRefusedUnlessAllowed() {
    Manifest plain =
        read("{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {p: Y2FuYXJ5}}").getFirst();
    Manifest allowed =
        read("{apiVersion: v1, kind: Secret, metadata: {name: s, annotations:"
                + " {sealer.dev/allow-plain-secret: 'true'}}, data: {p: Y2FuYXJ5}}")
            .getFirst();
    Manifest empty = read("{apiVersion: v1, kind: Secret, metadata: {name: s}}").getFirst();

    assertThatThrownBy(() -> PlainSecrets.refuse(plain))
        .hasMessageContaining("a.yaml:1: Secret s")
        .hasMessageContaining(PlainSecrets.ALLOW)
        .hasMessageNotContaining("Y2FuYXJ5");
    PlainSecrets.refuse(allowed);
    PlainSecrets.refuse(empty);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.yaml|deep/a.yaml|true",
        "*.yaml|a.yml|false",
        "{a,b}.yaml|b.yaml|true",
        "{a,b}.yaml|c.yaml|false",
        "?.yaml|a.yaml|true",
        "[!a].yaml|a.yaml|false",
        "[ab].yaml|b.yaml|true",
        "a.yaml|aXyaml|false",
      })
  void globsOfFiles(String glob, String path, boolean matches) {
    assertThat(Glob.acrossSlashes(glob).matches(path)).isEqualTo(matches);
  }

  @Test
  void globsOfUrlsStopAtSlashes() {
    assertThat(Glob.withinSegments("https://h/*").matches("https://h/a")).isTrue();
    assertThat(Glob.withinSegments("https://h/*").matches("https://h/a/b")).isFalse();
    assertThat(Glob.withinSegments("https://h/**").matches("https://h/a/b")).isTrue();
  }

  private static List<Manifest> read(String yaml) {
    return ManifestReader.read("a.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }
}
