package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sealer es render}: templates with sample values, and nothing of a cluster. */
final class EsRenderTest {
  private static final String DB =
      """
      apiVersion: external-secrets.io/v1
      kind: ExternalSecret
      metadata: {name: db, namespace: shop}
      spec:
        secretStoreRef: {name: aws}
        target:
          name: db-secret
          template:
            type: example.com/db
            metadata:
              labels: {user: '{{ .user }}'}
              annotations: {note: 'for {{ .user | upper }}'}
            templateFrom:
            - configMap: {name: texts, items: [{key: config.ini}]}
            - literal: 'fromLiteral: "{{ .user }}1"'
            - target: Labels
              literal: 'tier: {{ .tier }}'
            data:
              url: 'postgres://{{ .user }}:{{ .password }}@db'
        data:
        - {secretKey: user, remoteRef: {key: prod/db, property: user}}
        - {secretKey: password, remoteRef: {key: prod/db, property: password}}
        dataFrom:
        - {extract: {key: more}}
      ---
      kind: ConfigMap
      metadata: {name: texts}
      data: {config.ini: "[db]\\nuser={{ .user }}\\n"}
      """;

  @TempDir private Path folder = Path.of("");
  private final String password = "canary-" + UUID.randomUUID();

  private Outcome render(String manifest, String samples, String... words) throws IOException {
    Path values = Files.writeString(folder.resolve("samples.yaml"), samples);
    String[] line =
        Stream.concat(
                Stream.of("es", "render", "--values", values.toString()), Arrays.stream(words))
            .toArray(String[]::new);
    return Calls.sealer(Map.of(), manifest, line);
  }

  private String samples() {
    return "user: app\npassword: " + password + "\ntier: 1\n";
  }

  @Test
  void yamlIsTheSecretThatWouldBeWritten() throws IOException {
    Outcome outcome = render(DB, samples(), "-o", "yaml");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    JsonNode secret = KubeYaml.readDocument(outcome.out(), "out").content();
    assertThat(secret)
        .isEqualTo(
            KubeYaml.readDocument(
                    """
                    apiVersion: v1
                    kind: Secret
                    metadata:
                      name: db-secret
                      namespace: shop
                      labels: {tier: "1", user: app}
                      annotations: {note: for APP}
                    type: example.com/db
                    stringData:
                      config.ini: "[db]\\nuser=app\\n"
                      fromLiteral: app1
                      url: "postgres://app:PASSWORD@db"
                    """
                        .replace("PASSWORD", password),
                    "expected")
                .content());
  }

  @Test
  void tableHasARowForEachField() throws IOException {
    assertThat(render(DB, samples()).out())
        .contains("metadata    name         db-secret\n")
        .contains("label       user         app\n")
        .contains("data        config.ini   [db]\\nuser=app\\n\n");
  }

  @Test
  void withoutATemplateTheSamplesAreTheData() throws IOException {
    String plain =
        "kind: ExternalSecret\nmetadata: {name: a}\nspec: {data: [{secretKey: k, remoteRef: {key: r}}]}\n";
    JsonNode secret =
        KubeYaml.readDocument(render(plain, "k: 7\n", "-o", "json").out(), "out").content();

    assertThat(secret.path("stringData").path("k").asText()).isEqualTo("7");
    assertThat(secret.path("metadata").path("name").asText()).isEqualTo("a");
  }

  @Test
  void aMissingSampleIsNamed() throws IOException {
    Outcome outcome = render(DB, "user: app\ntier: 1\n");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("no sample value for data key \"password\"; add one");
  }

  @Test
  void aTemplateThatFailsIsNamedByItsField() throws IOException {
    Outcome outcome = render(DB.replace(".tier", ".absent"), samples());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("spec.target.template.templateFrom[2].literal", "absent");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void aReferencedTemplateMustBeInTheFiles() throws IOException {
    assertThat(render(DB.replace("name: texts, items", "name: others, items"), samples()).err())
        .contains("no configmap \"others\" with key \"config.ini\" in the files");
  }

  @Test
  void severalExternalSecretsNeedAName() throws IOException {
    String two = DB + "---\nkind: ExternalSecret\nmetadata: {name: other}\nspec: {}\n";

    assertThat(render(two, samples()).err()).contains("choose one with --name");
    assertThat(render(two, "k: v\n", "--name", "other").out()).contains("other");
  }

  @Test
  void valuesAreRequired() {
    Outcome outcome = Calls.sealer(DB, "es", "render");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("missing option --values");
  }
}
