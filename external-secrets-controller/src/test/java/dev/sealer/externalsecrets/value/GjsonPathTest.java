package dev.sealer.externalsecrets.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GjsonPathTest {

  private static final PropertyDialect PLAIN = new PropertyDialect(false, false);
  private static final PropertyDialect LITERAL_FIRST = new PropertyDialect(true, false);

  /** The vectors were made by the library that defines the language. */
  @Test
  void agreesWithTheOriginalOnEveryVector() throws IOException {
    JsonNode vectors;
    try (InputStream in = getClass().getResourceAsStream("gjson-vectors.json")) {
      vectors = new JsonMapper().readTree(in);
    }
    List<String> differences = new ArrayList<>();
    for (JsonNode vector : vectors.get("cases")) {
      String json = vector.get("Json").asText();
      String doc = json.isEmpty() ? vectors.get("doc").asText() : json;
      Optional<String> expected =
          vector.get("Exists").asBoolean()
              ? Optional.of(vector.get("Value").asText())
              : Optional.empty();
      Optional<String> actual = read(doc, vector.get("Path").asText(), PLAIN);
      if (!actual.equals(expected)) {
        differences.add(json + " " + vector.get("Path") + ": " + actual + " not " + expected);
      }
    }
    assertThat(vectors.get("cases").size()).isGreaterThan(100);
    assertThat(differences).isEmpty();
  }

  @Test
  void aLiteralNameWinsWhereTheStoreSaysSo() {
    String json = "{\"a.b\":\"literal\",\"a\":{\"b\":\"path\"}}";

    assertThat(read(json, "a.b", LITERAL_FIRST)).contains("literal");
    assertThat(read(json, "a.b", PLAIN)).contains("path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a,b}", "[a,b]", "!x", "a.{b}", "a.@pretty", "@flatten", "b.#(c=~true)"})
  void refusesWhatItDoesNotSupportByName(String path) {
    assertThatThrownBy(() -> readOrThrow("{\"a\":{\"b\":1},\"b\":[{\"c\":1}]}", path))
        .isInstanceOf(UnusableValueException.class)
        .hasMessageContaining("not supported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary-7f3a",
        "{\"a\":canary-7f3a}",
        "{\"a\":\"canary-7f3a",
        "",
        "\"canary-7f3a\" and more"
      })
  void sayingThatAValueIsNotJsonDoesNotShowIt(String value) {
    assertThatThrownBy(() -> readOrThrow(value, "a"))
        .isInstanceOf(UnusableValueException.class)
        .hasMessageContaining("not JSON")
        .hasMessageNotContaining("canary");
  }

  @Test
  void membersComeOutAsTheyWentIn() throws UnusableValueException {
    String json =
        "{ \"t\":\"a\\u00e9\", \"n\":1.50, \"o\":{ \"x\" : 1 }, \"z\":null, \"t\":\"last\"}";
    try (SecretBytes secret = SecretBytes.ofUtf8(json)) {
      Map<String, SecretBytes> members = JsonValues.members(secret);
      assertThat(members).hasSize(4);
      assertThat(members)
          .extractingByKeys("t", "n", "o", "z")
          .extracting(v -> text(v))
          .containsExactly("last", "1.50", "{ \"x\" : 1 }", "");
    }
  }

  private static Optional<String> read(String json, String path, PropertyDialect dialect) {
    try (SecretBytes secret = SecretBytes.ofUtf8(json)) {
      return JsonValues.property(secret, path, dialect).map(GjsonPathTest::text);
    } catch (UnusableValueException e) {
      return Optional.of("threw " + e.getMessage());
    }
  }

  private static void readOrThrow(String json, String path) throws UnusableValueException {
    try (SecretBytes secret = SecretBytes.ofUtf8(json)) {
      JsonValues.property(secret, path, PLAIN).ifPresent(SecretBytes::close);
    }
  }

  private static String text(SecretBytes secret) {
    return secret.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
