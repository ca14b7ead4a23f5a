package dev.sealer.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a peer's CRD accepts, ours accepts: every property of the peer exists in ours, and no
 * constraint of ours is narrower. Needs the peers' files (see {@link PeerData}).
 */
final class PeerSchemaTest {
  private static final Set<String> OPEN = Set.of("provider");

  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
  private final List<String> refused = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "bitnami.com_sealedsecrets, sealedsecrets.bitnami.com",
    "external-secrets.io_externalsecrets, externalsecrets.external-secrets.io",
    "external-secrets.io_secretstores, secretstores.external-secrets.io",
    "external-secrets.io_clustersecretstores, clustersecretstores.external-secrets.io",
    "argoproj.io_application, applications.argoproj.io",
    "argoproj.io_appproject, appprojects.argoproj.io"
  })
  void oursAcceptsWhatThePeersAccepts(String peerFile, String ourFile) throws IOException {
    JsonNode peer = peer(peerFile).path("spec");
    JsonNode ours = ours(ourFile).path("spec");
    assertThat(ours.path("group")).isEqualTo(peer.path("group"));
    assertThat(ours.path("scope")).isEqualTo(peer.path("scope"));
    assertThat(ours.path("names")).isEqualTo(peer.path("names"));
    for (JsonNode version : peer.path("versions")) {
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
    assertThat(refused).as("what the peer accepts and ours refuses or drops").isEmpty();
  }

  private JsonNode peer(String name) throws IOException {
    var file = PeerData.folder().resolve("upstream-crds").resolve(name + ".yaml");
    Assumptions.assumeTrue(Files.exists(file), "the peers' schemas are not at hand");
    return yaml.readTree(file.toFile());
  }

  private JsonNode ours(String name) throws IOException {
    try (var in = PeerSchemaTest.class.getResourceAsStream("/crds/" + name + ".yaml")) {
      return yaml.readTree(in);
    }
  }

  private static JsonNode version(JsonNode spec, String name) {
    return StreamSupport.stream(spec.path("versions").spliterator(), false)
        .filter(version -> version.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("version " + name + " is not served"));
  }

  private void compare(String path, JsonNode peer, JsonNode ours) {
    if (ours.isMissingNode()) {
      refused.add(path + ": not in ours");
      return;
    }
    compareConstraints(path, peer, ours);
    boolean keepsUnknown = ours.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    for (var property : peer.path("properties").properties()) {
      JsonNode same = ours.path("properties").path(property.getKey());
      if (!same.isMissingNode() || !keepsUnknown) {
        String below = path + "." + property.getKey();
        if (OPEN.contains(property.getKey())) {
          assertThat(same.path("x-kubernetes-preserve-unknown-fields").asBoolean()).isTrue();
        } else {
          compare(below, property.getValue(), same);
        }
      }
    }
    for (String inner : List.of("items", "additionalProperties")) {
      if (peer.has(inner)) {
        compare(path + "[]", peer.path(inner), ours.path(inner));
      }
    }
  }

  private void compareConstraints(String path, JsonNode peer, JsonNode ours) {
    if (ours.has("default")) {
      refused.add(path + ": defaulted");
    }
    if (ours.has("x-kubernetes-validations")) {
      refused.add(path + ": a rule that the comparison cannot judge");
    }
    if (!typeOf(ours).equals(typeOf(peer)) && !typeOf(ours).equals("integer or string")) {
      refused.add(path + ": " + typeOf(ours) + " instead of " + typeOf(peer));
    }
    if (peer.path("nullable").asBoolean() && !ours.path("nullable").asBoolean()) {
      refused.add(path + ": null refused");
    }
    for (JsonNode name : ours.path("required")) {
      require(path + ": requires " + name, contains(peer.path("required"), name));
    }
    require(path + ": enum", !ours.has("enum") || peer.has("enum"));
    for (JsonNode value : ours.has("enum") ? peer.path("enum") : List.<JsonNode>of()) {
      require(path + ": refuses " + value, contains(ours.path("enum"), value));
    }
    require(
        path + ": pattern",
        !ours.has("pattern") || ours.get("pattern").equals(peer.get("pattern")));
    require(
        path + ": format", !ours.has("format") || ours.get("format").equals(peer.get("format")));
    for (String least : List.of("minLength", "minItems", "minProperties", "minimum")) {
      require(path + ": " + least, ours.path(least).asLong(0) <= peer.path(least).asLong(0));
    }
    for (String most : List.of("maxLength", "maxItems", "maxProperties", "maximum")) {
      long any = Long.MAX_VALUE;
      require(path + ": " + most, ours.path(most).asLong(any) >= peer.path(most).asLong(any));
    }
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
