package dev.sealer.crds.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sealer.testbed.tools.Prerequisites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SchemaTableTest {

  @Test
  void statesTheFactsOfEachFieldOnALineAndReadsThemBack() throws IOException {
    JsonNode spec =
        new ObjectMapper(new YAMLFactory())
            .readTree(
                """
                group: example.org
                scope: Namespaced
                names: {kind: Thing}
                versions:
                - name: v1
                  served: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      required: [spec]
                      properties:
                        spec: {type: array, items: {type: string, enum: [a], description: d}}
                        map: {type: object, additionalProperties: {type: integer, format: int64}}
                        provider: {type: object, properties: {inner: {type: string}}}
                """);
    SchemaTable table = new SchemaTable();

    List<String> lines = table.lines(spec);

    assertThat(lines)
        .containsExactly(
            "kind group \"example.org\"",
            "kind scope \"Namespaced\"",
            "kind names {\"kind\":\"Thing\"}",
            "version v1 {\"served\":true}",
            "field v1 / {\"type\":\"object\",\"required\":[\"spec\"]}",
            "field v1 /spec {\"type\":\"array\"}",
            "field v1 /spec/[] {\"type\":\"string\",\"enum\":[\"a\"]}",
            "field v1 /map {\"type\":\"object\"}",
            "field v1 /map/{} {\"type\":\"integer\",\"format\":\"int64\"}");
    assertThat(table.lines(table.spec(lines))).isEqualTo(lines);
  }

  /** Needs the published files: {@code -Dupstream.data=DIR}. */
  @ParameterizedTest
  @FieldSource("dev.sealer.crds.upstream.SchemaTablesMain#DEFINITIONS")
  void theTableIsWhatUpstreamPublishes(String name) throws IOException {
    Path data = Prerequisites.optional("SchemaTableTest", "upstream.data");

    assertThat(resource(name))
        .isEqualTo(SchemaTablesMain.table(data.resolve("upstream-crds"), name));
  }

  private static List<String> resource(String name) throws IOException {
    try (var in = SchemaTableTest.class.getResourceAsStream("/upstream/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
