package dev.sealer.benchmarks.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealer.template.value.Value;
import dev.sealer.template.value.Values;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A template with its data, in the form that the Go program of go-template's tests reads.
 *
 * @param template the template's text
 * @param data its dot
 * @param line the whole case as one line of JSON
 */
record BenchmarkCase(String template, Value data, String line) {

  static BenchmarkCase read(String resource) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream in =
        Objects.requireNonNull(BenchmarkCase.class.getResourceAsStream(resource), resource)) {
      JsonNode json = mapper.readTree(in);
      Object data = mapper.convertValue(json.get("data"), Object.class);
      return new BenchmarkCase(
          json.get("template").asText(), Values.of(data), mapper.writeValueAsString(json));
    }
  }
}
