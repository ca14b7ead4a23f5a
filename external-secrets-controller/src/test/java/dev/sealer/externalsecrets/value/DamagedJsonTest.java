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
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DamagedJsonTest {

  private static final PropertyDialect PLAIN = new PropertyDialect(false, false);

  /**
   * Values that the original reads from damaged text although they are not there, or incomplete.
   */
  private static final List<String> REFUSED =
      List.of(
          "{\"a\":\"x\",\"b\":{\"c\":\"y\" b",
          "{\"a\":True,\"b\":2} a",
          "{\"a\":None,\"b\":\"y\"} a",
          "{\"a\":01,\"b\":2} a",
          "{\"a\":+1,\"b\":2} a",
          "{\"a\":.5,\"b\":2} a",
          "{\"a\":1.,\"b\":2} a",
          "{\"a\":truex,\"b\":2} a",
          "{\"a\":,\"b\":2} a",
          "{\"a\":{\"b\":1]},\"b\":2} a",
          "{\"a\":\"\\q\",\"b\":2} a",
          "{\"a\":\"line\nbreak \\\"quoted\\\"\",\"b\":2} a",
          "{\"a\":\"\\u12\",\"b\":2} a",
          "{\"a\":NaN,\"b\":Infinity} a",
          "{\"a\":NaN,\"b\":Infinity} b");

  /** Values that the original misses, because it takes the name for the missing value before it. */
  private static final List<String> FOUND =
      List.of("{\"a\":True,\"b\":2} b: Optional[2]", "{\"a\":,\"b\":2} b: Optional[2]");

  /** The vectors were made by the library whose users move over. */
  @Test
  void givesWhatTheOriginalGivesButForWhatIsOnTheLists() throws IOException {
    JsonNode vectors;
    try (InputStream in = getClass().getResourceAsStream("gjson-damaged-vectors.json")) {
      vectors = new JsonMapper().readTree(in);
    }
    List<String> different = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (JsonNode vector : vectors.get("cases")) {
      String json = vector.get("Json").asText();
      String path = vector.get("Path").asText();
      boolean exists = vector.get("Exists").asBoolean();
      try {
        Optional<String> actual = read(json, path);
        if (!actual.equals(exists ? Optional.of(vector.get("Value").asText()) : Optional.empty())) {
          different.add(json + " " + path + ": " + actual);
        }
      } catch (UnusableValueException e) {
        assertThat(e.getMessage()).doesNotContain("practice");
        if (exists) {
          refused.add(json + " " + path);
        }
      }
    }

    assertThat(vectors.get("cases").size()).isGreaterThan(400);
    assertThat(different).containsExactlyElementsOf(FOUND);
    assertThat(refused).containsExactlyElementsOf(REFUSED);
  }

  @Test
  void aDeepTextEndsInARefusal() {
    String deep = "{\"a\":".repeat(100_000);

    assertThatThrownBy(() -> read(deep, "a")).isInstanceOf(UnusableValueException.class);
  }

  @Test
  void extractReadsNothingDamaged() {
    try (SecretBytes secret = SecretBytes.ofUtf8("{\"canary-5e\": \"x\",}")) {
      assertThatThrownBy(() -> JsonValues.members(secret))
          .isInstanceOf(UnusableValueException.class)
          .hasMessageContaining("not JSON")
          .hasMessageNotContaining("canary-5e");
    }
  }

  private static Optional<String> read(String json, String path) throws UnusableValueException {
    try (SecretBytes secret = SecretBytes.ofUtf8(json)) {
      Optional<SecretBytes> found = JsonValues.property(secret, path, PLAIN);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      try (SecretBytes value = found.get()) {
        return Optional.of(value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8)));
      }
    }
  }
}
