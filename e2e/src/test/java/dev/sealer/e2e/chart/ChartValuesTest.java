package dev.sealer.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealer.e2e.stage.ProjectFiles;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Values, their schema and their table in the chart's page agree. */
class ChartValuesTest {

  private final Path folder = ProjectFiles.find().root().resolve("charts/sealer");

  @Test
  void everyValueIsInTheSchemaWithItsDefaultAndADescription() throws IOException {
    JsonNode values =
        new KubernetesSerialization()
            .unmarshal(Files.readString(folder.resolve("values.yaml")), JsonNode.class);
    Map<String, JsonNode> defaults = new TreeMap<>();
    schema()
        .forEach((path, value) -> {
          assertThat(value.path("description").asText()).as(path).endsWith(".");
          if (value.has("default")) {
            defaults.put(path, value.get("default"));
            assertThat(values.at("/" + path.replace('.', '/')))
                .as(path)
                .isEqualTo(value.get("default"));
          }
        });
    assertThat(count(values, defaults, "")).isEqualTo(defaults.size());
  }

  @Test
  void everyValueHasARowInTheTable() throws IOException {
    String page = Files.readString(folder.resolve("README.md"));
    assertThat(
            Pattern.compile("^\\| `([\\w.]+)` \\|", Pattern.MULTILINE)
                .matcher(page.substring(page.indexOf("## All values")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet()))
        .isEqualTo(
            schema().entrySet().stream()
                .filter(value -> value.getValue().has("default"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
  }

  /** Fails on a value that the schema does not know. */
  private static int count(JsonNode values, Map<String, JsonNode> known, String prefix) {
    int count = 0;
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      String path = prefix + value.getKey();
      if (known.containsKey(path)) {
        count++;
      } else {
        assertThat(value.getValue().isObject()).as(path + " is in the schema").isTrue();
        count += count(value.getValue(), known, path + ".");
      }
    }
    return count;
  }

  private Map<String, JsonNode> schema() throws IOException {
    Map<String, JsonNode> all = new TreeMap<>();
    collect(new ObjectMapper().readTree(folder.resolve("values.schema.json").toFile()), "", all);
    return all;
  }

  private static void collect(JsonNode schema, String prefix, Map<String, JsonNode> all) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      all.put(prefix + property.getKey(), property.getValue());
      collect(property.getValue(), prefix + property.getKey() + ".", all);
    }
  }
}
