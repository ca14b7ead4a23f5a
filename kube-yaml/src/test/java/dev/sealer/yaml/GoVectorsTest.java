package dev.sealer.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compares reading and writing with what the real sigs.k8s.io/yaml did (src/test/go). */
final class GoVectorsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Where Kubernetes' reader accepts what ours refuses, mostly because it drops a part in silence.
   */
  private static final Set<String> REFUSED =
      Set.of("[]: 1\n", "{}: 1\n", "\"a\":1\n", "a: !!binary /w==\n", "a: 1\n...\nb: 2\n");

  /** Where ours reads what Kubernetes' reader refuses: YAML 1.2's scalars, and {@code \\/}. */
  private static final Set<String> READ =
      Set.of(
          "v: \"\\x41\\u00e9\\U0001F600\\t\\/\\\\\"\n",
          "\"\\x41\\u00e9\\U0001F600\\t\\/\\\\\": 1\n",
          "{\"a\":\"\\/\"}",
          "a: x\u2028y\n");

  @Test
  void thereAreEnoughCases() throws IOException {
    assertThat(lines("scalars.jsonl").size() + lines("documents.jsonl").size()).isGreaterThan(700);
    assertThat(lines("written.jsonl").size()).isGreaterThan(800);
  }

  @TestFactory
  Stream<DynamicTest> reads() throws IOException {
    return Stream.concat(lines("scalars.jsonl").stream(), lines("documents.jsonl").stream())
        .map(c -> DynamicTest.dynamicTest(c.get("yaml").toString(), () -> checkRead(c)));
  }

  private static void checkRead(JsonNode c) throws IOException {
    String text = c.get("yaml").textValue();
    if (READ.contains(text)) {
      assertThat(c.has("error")).isTrue();
      assertThat(read(text)).doesNotStartWith("error");
    } else if (c.has("error") || REFUSED.contains(text)) {
      assertThat(read(text)).as(c.path("error").asText()).startsWith("error: vector.yaml:");
    } else if (c.has("strict") && !text.contains("<<")) {
      assertThat(read(text)).startsWith("error: ").contains("already set");
    } else {
      assertThat(MAPPER.readTree(read(text))).isEqualTo(c.get("json"));
    }
  }

  private static String read(String text) {
    try {
      List<Document> documents = KubeYaml.readDocuments(text, "vector.yaml");
      return documents.isEmpty() ? "null" : KubeYaml.toJson(documents.getFirst().content());
    } catch (YamlException e) {
      return "error: " + e.getMessage();
    }
  }

  @TestFactory
  Stream<DynamicTest> writes() throws IOException {
    return lines("written.jsonl").stream()
        .map(c -> DynamicTest.dynamicTest(c.get("json").toString(), () -> checkWrite(c)));
  }

  /** U+2028 is the exception: Go writes it raw, which YAML 1.2 reads otherwise; ours is escaped. */
  private static void checkWrite(JsonNode c) {
    String written = KubeYaml.toYaml(c.get("json"));
    if (c.get("yaml").textValue().indexOf(0x2028) >= 0) {
      assertThat(written).contains("\\L");
      assertThat(written.indexOf(0x2028)).isNegative();
    } else {
      assertThat(written).isEqualTo(c.get("yaml").textValue());
    }
  }

  private static List<JsonNode> lines(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream in = Objects.requireNonNull(GoVectorsTest.class.getResourceAsStream(name));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(MAPPER.readTree(line));
      }
    }
    return lines;
  }
}
