package dev.sealer.externalsecrets.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.externalsecrets.generator.GeneratorKind;
import dev.sealer.externalsecrets.generator.GeneratorRef;
import dev.sealer.externalsecrets.spec.CreationPolicy;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.spec.RefreshPolicy;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.kube.client.Json;
import dev.sealer.yaml.KubeYaml;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecParserTest {

  private static final String MINIMAL =
      "secretStoreRef: {name: s}, data: [{secretKey: k, remoteRef: {key: r}}]";

  @Test
  void fillsInThePeersDefaultsWithoutWritingThem() {
    SyncSpec spec = valid("{" + MINIMAL + "}");

    assertThat(spec.refresh().policy()).isEqualTo(RefreshPolicy.PERIODIC);
    assertThat(spec.refresh().interval()).isEqualTo(Duration.ofHours(1));
    assertThat(spec.target().name()).isEqualTo("es");
    assertThat(spec.target().creation()).isEqualTo(CreationPolicy.OWNER);
    assertThat(spec.target().deletion()).isEqualTo(DeletionPolicy.RETAIN);
    assertThat(spec.remotes().getFirst().store()).hasToString("SecretStore \"s\"");
  }

  @Test
  void putsDataFromBeforeDataAndLetsEntriesNameTheirStore() {
    SyncSpec spec =
        valid(
            """
            {secretStoreRef: {name: s}, dataFrom: [{extract: {key: x}}],
             data: [{secretKey: k, remoteRef: {key: r},
                     sourceRef: {storeRef: {name: c, kind: ClusterSecretStore}}}]}\
            """);

    assertThat(spec.entries().get(0)).isInstanceOf(Entry.Extract.class);
    assertThat(spec.remotes().get(1).store()).hasToString("ClusterSecretStore \"c\"");
  }

  @Test
  void aGeneratorNeedsNoStore() {
    SyncSpec spec = valid("{dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: db}}}]}");

    assertThat(spec.entries())
        .containsExactly(
            new Entry.Generated(
                "spec.dataFrom[0].sourceRef.generatorRef",
                new GeneratorRef(GeneratorKind.PASSWORD, "db")));
    assertThat(spec.generates()).isTrue();
    assertThat(spec.remotes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{secretStoreRef: {name: s}}|spec",
        "{data: [{secretKey: k, remoteRef: {key: r}}]}|spec.secretStoreRef.name",
        "{M, refreshInterval: 1 day}|spec.refreshInterval",
        "{dataFrom: [{sourceRef: {generatorRef: {kind: MFA, name: g}}}]}"
            + "|spec.dataFrom[0].sourceRef.generatorRef.kind \"MFA\"",
        "{dataFrom: [{sourceRef: {generatorRef: {kind: UUID, name: g, apiVersion: v1}}}]}"
            + "|spec.dataFrom[0].sourceRef.generatorRef.apiVersion",
        "{dataFrom: [{extract: {key: x}, sourceRef: {generatorRef: {kind: UUID, name: g}}}]}"
            + "|spec.dataFrom[0].sourceRef.generatorRef",
        "{M, syncWindows: {kind: allow, windows: []}}|spec.syncWindows",
        "{M, target: {manifest: {apiVersion: v1, kind: ConfigMap}}}|spec.target.manifest",
        "{M, target: {creationPolicy: Merge, deletionPolicy: Delete}}|spec.target.deletionPolicy",
        "{M, target: {creationPolicy: None, deletionPolicy: Merge}}|spec.target.deletionPolicy",
        "{M, dataFrom: [{find: {}}]}|spec.dataFrom[0].find",
        "{M, dataFrom: [{find: {path: a}, extract: {key: a}}]}|spec.dataFrom[0].find",
        "{M, dataFrom: [{find: {name: {regexp: '('}}}]}|spec.dataFrom[0].find.name.regexp",
        "{M, dataFrom: [{extract: {key: a}, rewrite: [{regexp: {source: '(', target:"
            + " b}}]}]}|spec.dataFrom[0].rewrite[0].regexp.source",
        "{M, dataFrom: [{extract: {key: a}, rewrite: [{transform: {template: '{{'}}]}]}"
            + "|spec.dataFrom[0].rewrite[0].transform.template",
        "{M, dataFrom: [{extract: {key: a}, rewrite: [{merge: {strategy: JSON}}]}]}"
            + "|spec.dataFrom[0].rewrite[0].merge.into",
        "{dataFrom: [{rewrite: [{merge: {}}], sourceRef: {generatorRef: {kind: UUID, name: g}}}]}"
            + "|spec.dataFrom[0].rewrite",
        "{data: [{secretKey: k, remoteRef: {key: r}, sourceRef: {generatorRef: {kind: UUID, name:"
            + " u}}}]}|spec.data[0].sourceRef.generatorRef",
        "{M, target: {template: {type: bootstrap.kubernetes.io/token}}}|spec.target.template.type",
        "{M, target: {template: {data: {a: '{{ .k'}}}}|spec.target.template.data[a]",
        "{M, target: {template: {data: {a: '{{ nope }}'}}}}|spec.target.template.data[a]",
        "{M, target: {template: {metadata: {labels: {l: '{{'}}}}}|spec.target.template.metadata.labels[l]",
        "{M, target: {template: {templateFrom: [{literal:"
            + " '{{ end }}'}]}}}|spec.target.template.templateFrom[0].literal",
        "{M, target: {template: {templateFrom: [{target: spec.x, literal:"
            + " a}]}}}|spec.target.template.templateFrom[0].target"
      })
  void refusesByNameWhatCannotBeCarriedOut(String spec, String field) {
    assertThat(parse(spec.replace("M,", MINIMAL + ",")))
        .isInstanceOfSatisfying(
            ParsedSpec.Invalid.class,
            invalid -> {
              assertThat(invalid.field()).isEqualTo(field);
              assertThat(invalid.problem()).isNotBlank();
            });
  }

  @Test
  void tellsWhereATemplateCannotBeParsed() {
    assertThat(parse("{" + MINIMAL + ", target: {template: {data: {a: \"x\\n{{ .k\"}}}}"))
        .isInstanceOfSatisfying(
            ParsedSpec.Invalid.class, invalid -> assertThat(invalid.problem()).contains(":2"));
  }

  @Test
  void refusesAKeyThatIsGivenTwiceOnlyWhereThePeerDoes() {
    String twice =
        "{secretStoreRef: {name: s}, %s data: [{secretKey: k, remoteRef: {key: a}},"
            + " {secretKey: k, remoteRef: {key: b}}]}";

    assertThat(parse(twice.formatted(""))).isInstanceOf(ParsedSpec.Invalid.class);
    assertThat(parse(twice.formatted("target: {deletionPolicy: Delete},")))
        .isInstanceOf(ParsedSpec.Valid.class);
  }

  private static SyncSpec valid(String spec) {
    ParsedSpec parsed = parse(spec);
    assertThat(parsed).isInstanceOf(ParsedSpec.Valid.class);
    return ((ParsedSpec.Valid) parsed).spec();
  }

  private static ParsedSpec parse(String spec) {
    JsonNode tree =
        KubeYaml.readDocument(
                "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: es},"
                    + " spec: "
                    + spec
                    + "}",
                "test")
            .content();
    return SpecParser.parse("es", Json.typed(tree, ExternalSecret.class).getSpec());
  }
}
