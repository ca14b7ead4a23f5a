package dev.sealer.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sealer.crds.upstream.SchemaTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our CRDs accept whatever the upstream ones accept: every upstream property exists in ours, and no
 * constraint of ours is narrower. The upstream facts are tables in {@code upstream/}.
 */
final class UpstreamSchemaTest {
  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
  private final List<String> refused = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "bitnami.com_sealedsecrets, sealedsecrets.bitnami.com",
    "external-secrets.io_externalsecrets, externalsecrets.external-secrets.io",
    "external-secrets.io_clusterexternalsecrets, clusterexternalsecrets.external-secrets.io",
    "generators.external-secrets.io_passwords, passwords.generators.external-secrets.io",
    "generators.external-secrets.io_uuids, uuids.generators.external-secrets.io",
    "generators.external-secrets.io_fakes, fakes.generators.external-secrets.io",
    "generators.external-secrets.io_ecrauthorizationtokens,"
        + " ecrauthorizationtokens.generators.external-secrets.io",
    "generators.external-secrets.io_clustergenerators,"
        + " clustergenerators.generators.external-secrets.io",
    "external-secrets.io_secretstores, secretstores.external-secrets.io",
    "external-secrets.io_clustersecretstores, clustersecretstores.external-secrets.io",
    "argoproj.io_application, applications.argoproj.io",
    "argoproj.io_appproject, appprojects.argoproj.io"
  })
  void oursAcceptsWhatUpstreamAccepts(String table, String ourFile) throws IOException {
    JsonNode upstream = upstream(table);
    JsonNode ours = ours(ourFile).path("spec");
    assertThat(ours.path("group")).isEqualTo(upstream.path("group"));
    assertThat(ours.path("scope")).isEqualTo(upstream.path("scope"));
    assertThat(ours.path("names")).isEqualTo(upstream.path("names"));
    for (JsonNode version : upstream.path("versions")) {
      JsonNode same = version(ours, version.path("name").asText());
      assertThat(same.path("served").asBoolean()).isTrue();
      assertThat(same.path("storage")).isEqualTo(version.path("storage"));
      assertThat(same.path("additionalPrinterColumns"))
          .isEqualTo(version.path("additionalPrinterColumns"));
      assertThat(same.at("/subresources/status").isMissingNode())
          .isEqualTo(version.at("/subresources/status").isMissingNode());
      if (version.path("storage").asBoolean()) {
        assertThat(same.path("selectableFields")).isEqualTo(version.path("selectableFields"));
      }
      compare(
          version.path("name").asText(),
          version.at("/schema/openAPIV3Schema"),
          same.at("/schema/openAPIV3Schema"));
    }
    assertThat(refused).as("what upstream accepts and ours refuses or drops").isEmpty();
  }

  private static JsonNode upstream(String name) throws IOException {
    try (var in = UpstreamSchemaTest.class.getResourceAsStream("/upstream/" + name + ".txt")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new SchemaTable().spec(table.lines().toList());
    }
  }

  private JsonNode ours(String name) throws IOException {
    try (var in = UpstreamSchemaTest.class.getResourceAsStream("/crds/" + name + ".yaml")) {
      return yaml.readTree(in);
    }
  }

  private static JsonNode version(JsonNode spec, String name) {
    return StreamSupport.stream(spec.path("versions").spliterator(), false)
        .filter(version -> version.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("version " + name + " is not served"));
  }

  private void compare(String path, JsonNode upstream, JsonNode ours) {
    if (ours.isMissingNode()) {
      refused.add(path + ": not in ours");
      return;
    }
    compareConstraints(path, upstream, ours);
    boolean keepsUnknown = ours.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    for (var property : upstream.path("properties").properties()) {
      JsonNode same = ours.path("properties").path(property.getKey());
      if (!same.isMissingNode() || !keepsUnknown) {
        compare(path + "." + property.getKey(), property.getValue(), same);
      }
    }
    for (String open : SchemaTable.OPEN) {
      JsonNode block = ours.path("properties").path(open);
      if (!block.isMissingNode()) {
        assertThat(block.path("x-kubernetes-preserve-unknown-fields").asBoolean()).isTrue();
      }
    }
    for (String inner : List.of("items", "additionalProperties")) {
      if (upstream.has(inner)) {
        compare(path + "[]", upstream.path(inner), ours.path(inner));
      }
    }
  }

  private void compareConstraints(String path, JsonNode upstream, JsonNode ours) {
    if (ours.has("default")) {
      refused.add(path + ": defaulted");
    }
    if (ours.has("x-kubernetes-validations")) {
      refused.add(path + ": a rule that the comparison cannot judge");
    }
    if (!typeOf(ours).equals(typeOf(upstream)) && !typeOf(ours).equals("integer or string")) {
      refused.add(path + ": " + typeOf(ours) + " instead of " + typeOf(upstream));
    }
    if (upstream.path("nullable").asBoolean() && !ours.path("nullable").asBoolean()) {
      refused.add(path + ": null refused");
    }
    for (JsonNode name : ours.path("required")) {
      require(path + ": requires " + name, contains(upstream.path("required"), name));
    }
    require(path + ": enum", !ours.has("enum") || upstream.has("enum"));
    for (JsonNode value : ours.has("enum") ? upstream.path("enum") : List.<JsonNode>of()) {
      require(path + ": refuses " + value, contains(ours.path("enum"), value));
    }
    require(
        path + ": pattern",
        !ours.has("pattern") || ours.get("pattern").equals(upstream.get("pattern")));
    require(
        path + ": format",
        !ours.has("format")
            || ours.get("format").equals(upstream.get("format"))
            || isGoInt(ours, upstream));
    for (String least : List.of("minLength", "minItems", "minProperties", "minimum")) {
      require(path + ": " + least, ours.path(least).asLong(0) <= upstream.path(least).asLong(0));
    }
    for (String most : List.of("maxLength", "maxItems", "maxProperties", "maximum")) {
      long any = Long.MAX_VALUE;
      require(path + ": " + most, ours.path(most).asLong(any) >= upstream.path(most).asLong(any));
    }
  }

  /** Go reads an integer without a format into 64 bits. */
  private static boolean isGoInt(JsonNode ours, JsonNode upstream) {
    return typeOf(upstream).equals("integer")
        && !upstream.has("format")
        && ours.path("format").asText().equals("int64");
  }

  private void require(String otherwise, boolean holds) {
    if (!holds) {
      refused.add(otherwise);
    }
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    return StreamSupport.stream(list.spliterator(), false).anyMatch(value::equals);
  }

  private static String typeOf(JsonNode schema) {
    return schema.path("x-kubernetes-int-or-string").asBoolean()
        ? "integer or string"
        : schema.path("type").asText("any");
  }
}
